using System.Collections.Immutable;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>Reports parameters that could change while a run reads them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParameterAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DeterminismRules.SettableParameter];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } types)
                start.RegisterSymbolAction(symbol => AnalyzeProperty(symbol, types), SymbolKind.Property);
        });
    }

    private static void AnalyzeProperty(SymbolAnalysisContext context, KnownTypes types)
    {
        var property = (IPropertySymbol)context.Symbol;
        if (property.SetMethod is { IsInitOnly: false } setter && types.IsParameter(property))
            context.ReportDiagnostic(Diagnostic.Create(DeterminismRules.SettableParameter, setter.Locations[0], property.Name));
    }
}
