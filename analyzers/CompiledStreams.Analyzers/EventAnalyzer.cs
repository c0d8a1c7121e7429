using System.Collections.Immutable;
using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Events;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledStreams.Analyzers;

/// <summary>Reports the mistakes in events that the compiler finds when it parses them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventAnalyzer : ProblemAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = RulesOf(typeof(EventRules));

    private protected override bool IsOurs(KnownTypes.Role role) => role == KnownTypes.Role.Event;

    private protected override IEnumerable<Problem> Find(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        EventParser.Parse(type, cancellation).Problems;
}
