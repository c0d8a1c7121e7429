using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Basic.Reference.Assemblies;
using CompiledStreams.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledStreams.Package.Tests.Snippets;

/// <summary>The C# blocks of a page as one program, compiled by the real compiler with the real analyzers.</summary>
internal sealed class SnippetProgram
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);

    private static readonly Assembly[] s_libraries = [typeof(PipelineAttribute).Assembly, typeof(LaneProgram).Assembly, typeof(CompiledStreams.Testing.Change<>).Assembly];

    // What a program that is a host references too.
    private static readonly string[] s_hosting = Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll");

    // What a program with checkpoints loads besides: the store, and its native library for this machine.
    private static readonly string[] s_store =
    [
        Path.Combine(AppContext.BaseDirectory, "CompiledStreams.Store.dll"),
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "runtimes", $"{Platform}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native"), "*rocksdb.*"),
    ];

    private static readonly ImmutableArray<MetadataReference> s_references =
        [.. Net100.References.All, .. s_libraries.Select(library => library.Location).Concat(s_hosting).Select(path => MetadataReference.CreateFromFile(path))];

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using CompiledStreams;
        """;

    private readonly CSharpCompilation _compilation;
    private readonly ImmutableArray<Diagnostic> _ofGenerators;

    /// <param name="blocks">The page's blocks, statements and types mixed.</param>
    /// <param name="beside">Types that the blocks may use.</param>
    public SnippetProgram(IEnumerable<string> blocks, string beside = "")
    {
        (string statements, string types) = Split(blocks);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippet",
            [Parse(Usings, "Usings.cs"), Parse(beside, "Beside.cs"), Parse(statements, "Program.cs"), Parse(types, "Types.cs")],
            s_references,
            new CSharpCompilationOptions(
                statements.Length > 0 ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        Generators().RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _ofGenerators);
        _compilation = (CSharpCompilation)generated;
    }

    /// <summary>Warnings and errors of the compiler and of the project's generators and analyzers, and suggestions of the latter.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics()
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers =
            [.. Instances<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>(Assembly.Load("CompiledStreams.Analyzers"))];
        return [.. _compilation.WithAnalyzers(analyzers).GetAllDiagnosticsAsync().Result.Concat(_ofGenerators)
            .Where(found => found.Severity >= DiagnosticSeverity.Warning || found.Id.StartsWith("STREAM", StringComparison.Ordinal))
            .Where(found => found.Id is not "CS8019" and not "CS1701" and not "CS1702")];
    }

    /// <summary>Runs the program in a folder; what it prints.</summary>
    public string Run(string folder)
    {
        string path = Path.Combine(folder, "Snippet.dll");
        using (FileStream file = File.Create(path))
        {
            var emitted = _compilation.Emit(file);
            Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        }

        foreach (string library in s_libraries.Select(library => library.Location).Concat(s_hosting).Concat(s_store))
            File.Copy(library, Path.Combine(folder, Path.GetFileName(library)));

        File.WriteAllText(Path.Combine(folder, "Snippet.runtimeconfig.json"), """
            {"runtimeOptions":{"tfm":"net10.0","framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"},"configProperties":{"System.Globalization.Invariant":true}}}
            """);
        return Command.Run(folder, "dotnet", path);
    }

    private static string Platform => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, s_parse, path);

    private static (string Statements, string Types) Split(IEnumerable<string> blocks)
    {
        string usings = "", statements = "", types = "";
        foreach (string block in blocks)
        {
            CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(block, options: s_parse);
            usings += string.Concat(unit.Usings.Where(u => u.ToString() != "using CompiledStreams;").Select(u => u.ToFullString()));
            statements += string.Concat(unit.Members.OfType<GlobalStatementSyntax>().Select(m => m.ToFullString()));
            types += string.Concat(unit.Members.Where(m => m is not GlobalStatementSyntax).Select(m => m.ToFullString()));
        }

        return (statements.Length == 0 ? "" : usings + statements, usings + types);
    }

    private static CSharpGeneratorDriver Generators() => CSharpGeneratorDriver.Create(
        Instances<IIncrementalGenerator, GeneratorAttribute>(Assembly.Load("CompiledStreams.Compiler")).Select(g => g.AsSourceGenerator()), parseOptions: s_parse);

    private static IEnumerable<T> Instances<T, TMark>(Assembly assembly)
        where TMark : Attribute =>
        assembly.GetTypes().Where(type => type.GetCustomAttribute<TMark>() is not null && typeof(T).IsAssignableFrom(type)).Select(type => (T)Activator.CreateInstance(type)!);
}
