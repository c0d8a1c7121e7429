using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using CompiledStreams.Compiler;
using CompiledStreams.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledStreams.Operators.Tests.RandomPipelines;

/// <summary>Runs a pipeline over an input.</summary>
internal delegate List<string>[] RunGraph(IInput input, bool poisons);

/// <summary>Graphs compiled into one assembly by the real generators.</summary>
internal static class CompiledGraphs
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);

    public static IReadOnlyList<RunGraph> Of(IReadOnlyList<Graph> graphs)
    {
        string[] texts = [GraphText.Types, .. graphs.SelectMany((graph, i) => new[] { GraphText.Of(graph, $"P{i}"), GraphText.RunnerOf(graph, $"P{i}") })];
        Assembly assembly = Compile(texts);
        return [.. graphs.Select((_, i) => assembly.GetType($"P{i}Runner", throwOnError: true)!.GetMethod("Run")!.CreateDelegate<RunGraph>())];
    }

    /// <summary>Compiles texts into one assembly, and loads it.</summary>
    public static Assembly Compile(IEnumerable<string> texts)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Random", texts.Select(text => CSharpSyntaxTree.ParseText(text, s_parse)),
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(PipelineAttribute).Assembly.Location), MetadataReference.CreateFromFile(typeof(LaneProgram).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        CSharpGeneratorDriver
            .Create([new EventGenerator().AsSourceGenerator(), new PipelineGenerator().AsSourceGenerator()], parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        return Load(generated);
    }

    private static Assembly Load(Compilation compilation)
    {
        using MemoryStream image = new();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10).Select(d => $"{d}\n{d.Location.SourceTree}")));
        image.Position = 0;
        return new AssemblyLoadContext("Random").LoadFromStream(image);
    }
}
