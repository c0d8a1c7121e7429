using System.Collections.Immutable;
using CompiledStreams.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledStreams.Analyzers.Tests;

/// <summary>Applies the fix of a rule as an editor would.</summary>
internal static class FixRun
{
    private static readonly ImmutableArray<CodeFixProvider> s_fixes =
    [
        .. typeof(NodeFix).Assembly.GetTypes()
            .Where(t => t.IsDefined(typeof(ExportCodeFixProviderAttribute), inherit: false))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (CodeFixProvider)Activator.CreateInstance(t)!),
    ];

    /// <summary>Checks that the first finding of a rule is offered one fix, that it makes this text, and that the finding is then gone.</summary>
    public static async Task Fixes(DiagnosticDescriptor rule, string source, string expected)
    {
        using AdhocWorkspace workspace = new();
        Document document = AnalyzerRun.Open(workspace, source);
        Diagnostic[] before = await Find(document, rule);
        CodeAction action = Assert.Single(await Actions(document, before[0]));
        Document changed = await Apply(action, document);
        Assert.Equal(expected, (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        Assert.True((await Find(changed, rule)).Length < before.Length, $"{rule.Id} is still reported");
    }

    /// <summary>Checks that no fix is offered for the first finding of a rule.</summary>
    public static async Task OffersNothing(DiagnosticDescriptor rule, string source)
    {
        using AdhocWorkspace workspace = new();
        Document document = AnalyzerRun.Open(workspace, source);
        Assert.Empty(await Actions(document, (await Find(document, rule))[0]));
    }

    /// <summary>Checks that all findings of a rule in a document are fixed at once, to this text.</summary>
    public static async Task FixesAll(DiagnosticDescriptor rule, string source, string expected)
    {
        using AdhocWorkspace workspace = new();
        Document document = AnalyzerRun.Open(workspace, source);
        Diagnostic[] before = await Find(document, rule);
        CodeFixProvider provider = s_fixes.Single(f => f.FixableDiagnosticIds.Contains(rule.Id));
        string key = Assert.Single(await Actions(document, before[0])).EquivalenceKey!;
        FixAllContext context = new(document, provider, FixAllScope.Document, key, [rule.Id], new Known(before), TestContext.Current.CancellationToken);
        CodeAction? action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        Document changed = await Apply(action!, document);
        Assert.Equal(expected, (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        Assert.Empty(await Find(changed, rule));
    }

    private static async Task<IReadOnlyList<CodeAction>> Actions(Document document, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        foreach (CodeFixProvider fix in s_fixes.Where(f => f.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));

        return actions;
    }

    private static async Task<Document> Apply(CodeAction action, Document document)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
    }

    private static async Task<Diagnostic[]> Find(Document document, DiagnosticDescriptor rule)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers(AnalyzerRun.Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        SyntaxTree? tree = await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken);
        return [.. found.Concat(AnalyzerRun.FindInClasses(compilation)).Where(d => d.Id == rule.Id && d.Location.GetLineSpan().Path == tree!.FilePath).OrderBy(d => d.Location.SourceSpan.Start)];
    }

    private sealed class Known(Diagnostic[] diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
