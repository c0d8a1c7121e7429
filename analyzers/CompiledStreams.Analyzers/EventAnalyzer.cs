using System.Collections.Immutable;
using CompiledStreams.Compiler.Common;
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

    private protected override EquatableArray<Problem> Find(KnownTypes.Role role, INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        role == KnownTypes.Role.Event ? EventParser.Parse(type, cancellation).Problems : default;
}
