using System.Collections.Immutable;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledStreams.Analyzers.Text;

/// <summary>Suggests text instead of strings in events and state, where a string is an object for each event or key.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StringFieldAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [TextRules.StringField];

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
        if (type.TypeKind != TypeKind.Struct || (types.RoleOf(type) != KnownTypes.Role.Event && !types.IsState(type)))
            return;

        (string kind, string unit) = types.RoleOf(type) == KnownTypes.Role.Event ? ("Field", "event") : ("State", "key");
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            ISymbol member = field.AssociatedSymbol ?? field;
            if (field.IsStatic || field.IsConst || !IsString(field.Type) || TypeSyntax(member, context.CancellationToken) is not { } syntax)
                continue;

            context.ReportDiagnostic(Diagnostic.Create(TextRules.StringField, syntax.GetLocation(), kind, type.Name + "." + member.Name, unit));
        }
    }

    private static bool IsString(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String
        || type is INamedTypeSymbol { Name: "ReadOnlyMemory", Arity: 1 } memory && memory.TypeArguments[0].SpecialType == SpecialType.System_String;

    private static TypeSyntax? TypeSyntax(ISymbol member, CancellationToken cancellation) =>
        member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) switch
        {
            ParameterSyntax parameter => parameter.Type,
            PropertyDeclarationSyntax property => property.Type,
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } => declaration.Type,
            _ => null,
        };
}
