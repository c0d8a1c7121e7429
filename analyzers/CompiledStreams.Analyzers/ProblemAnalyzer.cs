using System.Collections.Immutable;
using System.Reflection;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledStreams.Analyzers;

/// <summary>Runs the compiler's own stages over a marked type, live, and reports the problems they find at their real places.</summary>
public abstract class ProblemAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } types)
                start.RegisterSymbolAction(symbol => Analyze(symbol, types), SymbolKind.NamedType);
        });
    }

    /// <summary>The rules that classes of rules declare, with the rule for a defect of ours.</summary>
    private protected static ImmutableArray<DiagnosticDescriptor> RulesOf(params Type[] classes) =>
    [
        DefectRules.NotChecked,
        .. classes.SelectMany(c => c.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>(),
    ];

    /// <summary>The problems of a type that is marked in one of our ways; none where that isn't this analyzer's.</summary>
    private protected abstract EquatableArray<Problem> Find(KnownTypes.Role role, INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation);

    private void Analyze(SymbolAnalysisContext context, KnownTypes types)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        KnownTypes.Role role = types.RoleOf(type);
        if (role == KnownTypes.Role.None)
            return;

        try
        {
            foreach (Problem problem in Find(role, type, context.Compilation, context.CancellationToken))
                context.ReportDiagnostic(ProblemReporter.ToDiagnostic(problem, type, context.CancellationToken));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(DefectRules.NotChecked, type.Locations[0], type.Name, e.GetType().Name + ": " + e.Message));
        }
    }
}
