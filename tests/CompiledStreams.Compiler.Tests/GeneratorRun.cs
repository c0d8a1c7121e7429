using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Basic.Reference.Assemblies;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledStreams.Compiler.Tests;

/// <summary>One run of the real generators over sources, which fails on its own when what they emit isn't fit to ship: it must compile without a warning,
/// a second run over the same text must be cached, and the order of files and the culture must not show.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(PipelineAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(LaneProgram).Assembly.Location),
    ];

    private GeneratorRun(CSharpCompilation compilation, GeneratorDriverRunResult result)
    {
        Compilation = compilation;
        Result = result;
    }

    /// <summary>The sources with what was emitted, without the line that silences it.</summary>
    public CSharpCompilation Compilation { get; }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>The emitted text of one file, by its hint name.</summary>
    public string this[string hintName] => Result.Results.SelectMany(r => r.GeneratedSources).Single(s => s.HintName == hintName).SourceText.ToString();

    public IReadOnlyList<string> Files => [.. Result.Results.SelectMany(r => r.GeneratedSources).Select(s => s.HintName)];

    /// <summary>Runs over right sources and checks everything that holds of every run.</summary>
    public static GeneratorRun Of(params string[] sources)
    {
        GeneratorRun run = Unchecked(sources);
        run.MustCompileClean();
        run.MustHaveNoByteOrderMark();
        MustBeCachedInASecondRun(sources);
        MustNotShowOrderOrCulture(run, sources);
        return run;
    }

    /// <summary>Runs over any sources and checks nothing but that no generator threw.</summary>
    public static GeneratorRun Unchecked(params string[] sources)
    {
        CSharpCompilation compilation = Compile(sources);
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        GeneratorDriverRunResult result = driver.GetRunResult();
        foreach (GeneratorRunResult one in result.Results)
            Assert.Null(one.Exception);

        return new GeneratorRun(result.GeneratedTrees.Aggregate((CSharpCompilation)updated, Voice), result);
    }

    private void MustHaveNoByteOrderMark() =>
        Assert.All(Result.Results.SelectMany(r => r.GeneratedSources), s => Assert.Empty(s.SourceText.Encoding!.GetPreamble()));

    // The same tree, at the same line of its text, with warnings.
    private static CSharpCompilation Voice(CSharpCompilation compilation, SyntaxTree tree)
    {
        string text = tree.GetText().ToString();
        Assert.Contains(FileHead.Silence, text, StringComparison.Ordinal);
        SyntaxTree voiced = CSharpSyntaxTree.ParseText(text.Replace(FileHead.Silence, "", StringComparison.Ordinal), s_parse, tree.FilePath);
        return compilation.ReplaceSyntaxTree(tree, voiced);
    }

    /// <summary>The sources and what was emitted as an assembly in memory.</summary>
    public Assembly Load()
    {
        using MemoryStream image = new();
        var emitted = Compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Tested", sources.Select((text, i) => CSharpSyntaxTree.ParseText(text, s_parse, $"File{i}.cs")), s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true, warningLevel: 9999));

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        typeof(Names).Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<GeneratorAttribute>() is not null)
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => ((IIncrementalGenerator)Activator.CreateInstance(t)!).AsSourceGenerator()),
        parseOptions: s_parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private void MustCompileClean()
    {
        Diagnostic[] found = [.. Compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        if (found.Length > 0)
            Assert.Fail(string.Join("\n", found.Take(10)) + "\n\n" + string.Join("\n\n", found.Select(d => d.Location.SourceTree).Distinct().Take(3)));
    }

    private static void MustBeCachedInASecondRun(string[] sources)
    {
        CSharpCompilation compilation = Compile(sources);
        GeneratorDriver driver = Driver().RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("// another file", s_parse, "Another.cs")));
        foreach (GeneratorRunResult result in driver.GetRunResult().Results)
        {
            foreach ((string step, ImmutableArray<IncrementalGeneratorRunStep> runs) in result.TrackedOutputSteps)
            {
                Assert.All(runs.SelectMany(r => r.Outputs), output =>
                    Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step} ran again: {output.Reason}"));
            }
        }
    }

    private static CultureInfo Foreign()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        return culture;
    }

    private static void MustNotShowOrderOrCulture(GeneratorRun run, string[] sources)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Foreign();
            GeneratorRun other = Unchecked([.. sources.Reverse()]);
            Assert.Equal(run.Files.Order(StringComparer.Ordinal), other.Files.Order(StringComparer.Ordinal));
            Assert.All(run.Files, file => Assert.Equal(run[file], other[file]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
