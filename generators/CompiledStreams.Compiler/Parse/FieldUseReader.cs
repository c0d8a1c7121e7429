using System.Runtime.CompilerServices;
using CompiledStreams.Compiler.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Says which members of a parameter a method reads, by syntax alone: <c>p.Name</c> is a use, any other use of <c>p</c> means all.</summary>
/// <remarks>Kept for each node, so that methods in files that didn't change cost nothing.</remarks>
internal static class FieldUseReader
{
    private static readonly ConditionalWeakTable<SyntaxNode, FieldUse> s_known = new();

    /// <summary>The members read of the parameter that takes the event.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="fields">The fields of the event: a member that is none of them may read any of them.</param>
    /// <param name="cancellation">Stops it.</param>
    public static FieldUse Of(IParameterSymbol parameter, EquatableArray<string> fields, CancellationToken cancellation)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return FieldUse.Everything;

        SyntaxReference? declaration = (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault();
        if (declaration?.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax || (syntax.Body is null && syntax.ExpressionBody is null))
            return FieldUse.Everything;

        // The parameter's place is known by its number: the name may differ between two parts of a partial method.
        string? name = syntax.ParameterList.Parameters.ElementAtOrDefault(parameter.Ordinal)?.Identifier.ValueText;
        if (string.IsNullOrEmpty(name))
            return FieldUse.Everything;

        FieldUse use = s_known.GetValue(syntax, node => Read((MethodDeclarationSyntax)node, name!));
        return use.Names.All(fields.Contains) ? use : FieldUse.Everything;
    }

    private static FieldUse Read(MethodDeclarationSyntax method, string parameter)
    {
        List<string> names = [];
        foreach (SyntaxNode node in method.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax identifier || identifier.Identifier.ValueText != parameter)
                continue;

            // A member's own name, as in other.p, is no use of the parameter.
            if (identifier.Parent is MemberAccessExpressionSyntax access && access.Expression != identifier)
                continue;

            if (identifier.Parent is not MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Name: IdentifierNameSyntax member })
                return FieldUse.Everything;

            names.Add(member.Identifier.ValueText);
        }

        return FieldUse.Of(names);
    }
}
