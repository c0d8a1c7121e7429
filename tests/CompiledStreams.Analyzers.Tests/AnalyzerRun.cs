using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using CompiledStreams.Analyzers.Determinism;
using CompiledStreams.Compiler;
using CompiledStreams.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CompiledStreams.Analyzers.Tests;

/// <summary>One run of every analyzer over a source whose marks <c>⟦…⟧</c> enclose what must be underlined, in the order of the text.</summary>
internal static class AnalyzerRun
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(PipelineAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(LaneProgram).Assembly.Location),
    ];

    public static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    /// <summary>What every test may use: events, a pipeline's ends.</summary>
    private const string Events = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using CompiledStreams;

        [Event]
        public readonly partial record struct Purchase(Timestamp Time, int Customer, double Amount, Utf8Text Item, ReadOnlyMemory<int> Parts);

        [Event]
        public readonly partial record struct Spending(int Customer, double Total);
        """;

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(DeterminismAnalyzer).Assembly.GetTypes()
            .Where(t => t.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>Checks that one rule reports exactly the marked places, with these messages, and that no other rule of ours reports anything.</summary>
    public static Task Reports(DiagnosticDescriptor rule, string marked, params string[] messages) => Reports(rule, isAlone: true, marked, messages);

    /// <summary>Checks that one rule reports exactly the marked places, with these messages, whatever other rules report.</summary>
    public static Task ReportsAmongOthers(DiagnosticDescriptor rule, string marked, params string[] messages) => Reports(rule, isAlone: false, marked, messages);

    private static async Task Reports(DiagnosticDescriptor rule, bool isAlone, string marked, string[] messages)
    {
        (string source, ImmutableArray<TextSpan> places) = Unmark(marked);
        Diagnostic[] found = [.. (await Find(source)).Where(d => isAlone || d.Id == rule.Id)];
        Assert.Equal(
            places.Zip(messages, (place, message) => $"{rule.Id} {rule.DefaultSeverity} [{source.Substring(place.Start, place.Length)}] at {place.Start}: {message}"),
            found.Select(d => $"{d.Id} {d.Severity} [{source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}] at {d.Location.SourceSpan.Start}: {d.GetMessage(null)}"));
        Assert.Equal(places.Length, messages.Length);
    }

    /// <summary>Checks that no rule of ours reports anything.</summary>
    public static async Task ReportsNothing(string source) =>
        Assert.Empty((await Find(source)).Select(d => $"{d.Id} [{source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}]: {d.GetMessage(null)}"));

    /// <summary>The members of a right pipeline around members under test.</summary>
    public static string Pipeline(string members) => $$"""
        [Pipeline]
        public sealed partial class Tested
        {
            [Source] public partial Source<Purchase> Purchases { get; }

            {{members}}

            [Sink] public partial Sink<Purchase> Sink { get; }
        }
        """;

    /// <summary>What the generator reports: the mistakes that leave a class without its other part.</summary>
    public static ImmutableArray<Diagnostic> FindInClasses(Compilation compilation) =>
        CSharpGeneratorDriver.Create([new PipelineGenerator().AsSourceGenerator()], parseOptions: ParseOptions).RunGenerators(compilation).GetRunResult().Diagnostics;

    /// <summary>What analyzers and generator of ours find in a source, in the order of the text.</summary>
    public static async Task<Diagnostic[]> Find(string source)
    {
        CSharpCompilation compilation = Compile(source);
        CompilationWithAnalyzersOptions options = new(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, d => d.Id.StartsWith("AD", StringComparison.Ordinal));
        return [.. found.Concat(FindInClasses(compilation)).Where(d => !d.IsSuppressed).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Tested",
        sources.Prepend(Events).Select((text, i) => CSharpSyntaxTree.ParseText(text, ParseOptions, $"File{i}.cs", cancellationToken: TestContext.Current.CancellationToken)),
        References, Options);

    /// <summary>A workspace's documents: the shared events, then the source.</summary>
    public static Document Open(AdhocWorkspace workspace, params string[] sources)
    {
        ProjectId id = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(id, VersionStamp.Default, "Tested", "Tested", LanguageNames.CSharp, compilationOptions: Options, parseOptions: ParseOptions, metadataReferences: References))
            .AddDocument(DocumentId.CreateNewId(id), "Events.cs", Events);
        DocumentId? first = null;
        foreach (string source in sources)
        {
            var document = DocumentId.CreateNewId(id);
            solution = solution.AddDocument(document, $"File{solution.GetProject(id)!.DocumentIds.Count}.cs", source);
            first ??= document;
        }

        return solution.GetDocument(first)!;
    }

    private static (string Source, ImmutableArray<TextSpan> Places) Unmark(string marked)
    {
        ImmutableArray<TextSpan>.Builder places = ImmutableArray.CreateBuilder<TextSpan>();
        System.Text.StringBuilder source = new();
        Stack<int> starts = new();
        foreach (char c in marked)
        {
            if (c == '⟦')
                starts.Push(source.Length);
            else if (c == '⟧')
                places.Add(TextSpan.FromBounds(starts.Pop(), source.Length));
            else
                source.Append(c);
        }

        return (source.ToString(), [.. places.OrderBy(p => p.Start)]);
    }
}
