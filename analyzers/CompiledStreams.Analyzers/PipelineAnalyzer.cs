using System.Collections.Immutable;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledStreams.Analyzers;

/// <summary>Reports the mistakes in pipelines and in shared state that the compiler finds when it parses and binds them; those of the class itself the generator reports.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PipelineAnalyzer : ProblemAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. RulesOf(typeof(PipelineRules), typeof(StateRules)).Where(rule => !PipelineRules.IsOfClass(rule))];

    private protected override EquatableArray<Problem> Find(KnownTypes.Role role, INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) => role switch
    {
        KnownTypes.Role.Pipeline => PipelineProblems.Find(type, compilation, cancellation).Where(problem => !PipelineRules.IsOfClass(problem.Rule)).ToEquatableArray(),
        KnownTypes.Role.State => PipelineProblems.FindInState(type, compilation, cancellation),
        _ => default,
    };
}
