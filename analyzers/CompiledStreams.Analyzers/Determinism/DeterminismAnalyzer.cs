using System.Collections.Immutable;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>Reports operators and state whose result isn't decided by their events: after a failure a run is replayed from its last checkpoint, and what it
/// then gives must be what it gave before.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeterminismAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DeterminismRules.Clock, DeterminismRules.Random, DeterminismRules.Environment, DeterminismRules.ReadsStatic, DeterminismRules.WritesStatic,
        DeterminismRules.Instance,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types)
                return;

            CallGraph calls = new(start.Compilation, types);
            start.RegisterOperationBlockAction(block => AnalyzeBody(block, types, calls));
        });
    }

    private static void AnalyzeBody(OperationBlockAnalysisContext context, KnownTypes types, CallGraph calls)
    {
        if (context.OwningSymbol is not IMethodSymbol method || types.OperatorWord(method) is not { } word)
            return;

        string name = types.RoleOf(method.ContainingType) != KnownTypes.Role.Pipeline ? method.ContainingType.Name + "." + method.Name : method.Name;
        Facts facts = calls.Read(context.OperationBlocks, context.CancellationToken);
        foreach (Finding finding in facts.Findings)
            Report(finding.Breach, finding.At, $"'{finding.What}'");

        foreach (Call call in facts.Calls)
        {
            foreach (Reached reached in calls.From(call, context.CancellationToken).Where(r => !facts.Findings.Any(f => f.Breach == r.Breach && f.At.Span.Contains(call.At.Span))))
                Report(reached.Breach, call.At, reached.Path);
        }

        void Report(Breach breach, SyntaxNode at, string path) =>
            context.ReportDiagnostic(BreachRules.ToDiagnostic(breach, at.GetLocation(), word, name, path));
    }
}
