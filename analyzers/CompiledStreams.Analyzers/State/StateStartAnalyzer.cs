using System.Collections.Immutable;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledStreams.Analyzers.State;

/// <summary>Reports what a struct of state does when it is made: the state of a new key is zeroed memory, and nothing makes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StateStartAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [StateRules.NeverRuns];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } types)
                start.RegisterSymbolAction(symbol => AnalyzeType(symbol, types), SymbolKind.NamedType);
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext context, KnownTypes types)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Struct || !types.IsState(type))
            return;

        foreach (ISymbol member in type.GetMembers().Where(m => !m.IsStatic))
        {
            foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
            {
                if (Start(reference.GetSyntax(context.CancellationToken)) is (Location place, string what))
                    context.ReportDiagnostic(Diagnostic.Create(StateRules.NeverRuns, place, type.Name, what));
            }
        }
    }

    /// <summary>What of a member would run when the struct is made, and where that is written.</summary>
    private static (Location Place, string What)? Start(SyntaxNode member) => member switch
    {
        VariableDeclaratorSyntax { Initializer: { } value } field => (value.GetLocation(), $"gives '{field.Identifier.ValueText}' a first value"),
        PropertyDeclarationSyntax { Initializer: { } value } property => (value.GetLocation(), $"gives '{property.Identifier.ValueText}' a first value"),
        ConstructorDeclarationSyntax { ParameterList.Parameters.Count: 0 } constructor => (constructor.Identifier.GetLocation(), "has a constructor without parameters"),
        _ => null,
    };
}
