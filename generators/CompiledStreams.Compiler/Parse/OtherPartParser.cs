using CompiledStreams.Compiler.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Writes the other part of a partial property in a class with mistakes, whatever the property looks like: the C# compiler would stop at its lack, before any
/// analyzer says what is wrong.</summary>
internal static class OtherPartParser
{
    /// <summary>The other parts of all properties that lack one.</summary>
    public static EquatableArray<string> All(PipelineParse parse, IEnumerable<IPropertySymbol> properties) => properties
        .GroupBy(p => p.Name, StringComparer.Ordinal)
        .Select(same => Of(parse, same.First()))
        .OfType<string>()
        .ToEquatableArray();

    private static string? Of(PipelineParse parse, IPropertySymbol property)
    {
        if (PropertyParser.Syntax(parse, property) is not { } syntax || !syntax.Modifiers.Any(SyntaxKind.PartialKeyword) || HasBothParts(property) || IsImpossible(syntax))
            return null;

        string body = property.IsPartialDefinition
            ? string.Join(" ", Accessors(syntax).Select(a => $"{Head(a)} {Body(a, property)}"))
            : string.Join(" ", Accessors(syntax).Select(a => $"{Head(a)};"));
        return PropertyParser.Model(parse, property, syntax) is { } model
            ? $"{(model with { Type = model.Type with { Code = ByRef(property) + model.Type.Code } }).Head} {{ {(body.Length == 0 ? "get;" : body)} }}"
            : null;
    }

    private static bool HasBothParts(IPropertySymbol property) =>
        property.PartialDefinitionPart is not null || (property.PartialImplementationPart is { } other && !PipelineParse.IsEmitted(other));

    // The C# compiler has no partial property of these kinds.
    private static bool IsImpossible(PropertyDeclarationSyntax syntax) =>
        syntax.Modifiers.Any(m => m.Kind() is SyntaxKind.AbstractKeyword or SyntaxKind.ExternKeyword or SyntaxKind.FileKeyword);

    private static string ByRef(IPropertySymbol property) => property.RefKind switch { RefKind.Ref => "ref ", RefKind.RefReadOnly => "ref readonly ", _ => "" };

    private static IEnumerable<AccessorDeclarationSyntax> Accessors(PropertyDeclarationSyntax syntax) => syntax.AccessorList?.Accessors ?? default(SyntaxList<AccessorDeclarationSyntax>);

    private static string Head(AccessorDeclarationSyntax accessor) => string.Join(" ", accessor.Modifiers.Select(m => m.Text).Append(accessor.Keyword.Text));

    private static string Body(AccessorDeclarationSyntax accessor, IPropertySymbol property) =>
        !accessor.IsKind(SyntaxKind.GetAccessorDeclaration) ? "{ }" : property.RefKind == RefKind.None ? "=> default!;" : "=> throw null!;";
}
