using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a partial property that the compiler implements: a port, a union, a shared aggregate.</summary>
internal static class PropertyParser
{
    /// <summary>The property, or null where it was reported.</summary>
    /// <param name="parse">The pipeline's parse.</param>
    /// <param name="property">The property.</param>
    /// <param name="kind">The operator in words, at the start of a sentence.</param>
    /// <param name="shape">The type it should have.</param>
    public static PropertyModel? Parse(PipelineParse parse, IPropertySymbol property, string kind, string shape)
    {
        if (Syntax(parse, property) is not { } syntax)
        {
            parse.IsBroken = true;
            return null;
        }

        if (!syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            parse.Report(PipelineRules.MemberNotPartial, property.Name, Place.Name, kind, property.Name);
            return null;
        }

        if (Wrong(property, syntax) is { } wrong)
        {
            parse.Report(PipelineRules.WrongProperty, property.Name, Place.Name, kind, property.Name, wrong, shape);
            return null;
        }

        return Model(parse, property, syntax);
    }

    public static void ReportWrongType(PipelineParse parse, IPropertySymbol property, string kind, string shape)
    {
        if (property.Type.TypeKind == TypeKind.Error)
            parse.IsBroken = true;
        else
            parse.Report(PipelineRules.WrongProperty, property.Name, Place.Type, kind, property.Name, $"is '{parse.Scope.Ref(property.Type).Name}'", shape);
    }

    public static PropertyDeclarationSyntax? Syntax(PipelineParse parse, IPropertySymbol property) =>
        property.DeclaringSyntaxReferences[0].GetSyntax(parse.Cancellation) as PropertyDeclarationSyntax;

    /// <summary>What its other part begins with; null where the C# compiler reports something of the property that the other part would repeat.</summary>
    public static PropertyModel? Model(PipelineParse parse, IPropertySymbol property, PropertyDeclarationSyntax syntax)
    {
        if (property.Name.Length == 0 || property.Type.TypeKind == TypeKind.Error || parse.Scope.Ref(property.Type).IsUnknown || !Fits(property))
        {
            parse.IsBroken = true;
            return null;
        }

        string modifiers = string.Join(" ", syntax.Modifiers.Where(m => !m.IsKind(SyntaxKind.PartialKeyword)).Select(m => m.Text).Distinct());
        return new PropertyModel(modifiers, parse.Scope.Ref(property.Type), property.Name);
    }

    // Whether the property is no more visible than its type, and the type's argument is a struct where it must be.
    private static bool Fits(IPropertySymbol property)
    {
        var type = property.Type as INamedTypeSymbol;
        IEnumerable<ITypeSymbol> arguments = type is null ? [] : type.TypeArguments;
        return arguments.Where((_, i) => type!.TypeParameters[i].HasValueTypeConstraint).All(a => a.IsValueType && a.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
            && arguments.Append(property.Type).All(a => a is ITypeParameterSymbol || Visibility(a) >= Visibility(property));
    }

    // 2 everywhere, 1 in the assembly, 0 less.
    private static int Visibility(ISymbol symbol)
    {
        int least = 2;
        for (ISymbol? at = symbol; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            least = Math.Min(least, at.DeclaredAccessibility switch
            {
                Accessibility.Public => 2,
                Accessibility.Internal or Accessibility.ProtectedOrInternal => 1,
                _ => 0,
            });
        }

        return least;
    }

    private static string? Wrong(IPropertySymbol property, PropertyDeclarationSyntax syntax)
    {
        if (syntax.Modifiers.Any(m => m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.ExternKeyword or SyntaxKind.RequiredKeyword or SyntaxKind.FileKeyword))
            return "is " + syntax.Modifiers.First(m => m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.ExternKeyword or SyntaxKind.RequiredKeyword or SyntaxKind.FileKeyword).Text;
        if (syntax.RefKindOfType() is { } byRef)
            return $"returns by '{byRef}'";
        if (syntax.ExpressionBody is not null || syntax.AccessorList is null || syntax.AccessorList.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null))
            return "has a body, which the compiler writes";
        if (syntax.AccessorList.Accessors.Count != 1 || !syntax.AccessorList.Accessors[0].IsKind(SyntaxKind.GetAccessorDeclaration))
            return "has another accessor than 'get'";
        if (property.PartialImplementationPart is { } other && !PipelineParse.IsEmitted(other))
            return "has a second part, which the compiler writes";

        return null;
    }

    private static string? RefKindOfType(this PropertyDeclarationSyntax syntax) => syntax.Type is RefTypeSyntax type ? type.RefKeyword.Text : null;
}
