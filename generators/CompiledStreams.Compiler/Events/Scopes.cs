using CompiledStreams.Compiler.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Compiler.Events;

/// <summary>Where a type stands, and how it is written from there.</summary>
internal static class Scopes
{
    /// <summary>Names with <c>global::</c>, keywords escaped.</summary>
    public static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Namespaces, keywords escaped.</summary>
    public static readonly SymbolDisplayFormat Escaped = Full.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>Names as they are, with namespaces and parents.</summary>
    public static readonly SymbolDisplayFormat Plain = Escaped.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    /// <summary>Names as a reader knows them, without namespaces.</summary>
    public static readonly SymbolDisplayFormat Message = SymbolDisplayFormat.MinimallyQualifiedFormat;

    /// <summary>The types that a type is nested in, from the outside in.</summary>
    public static IEnumerable<INamedTypeSymbol> Parents(INamedTypeSymbol type)
    {
        Stack<INamedTypeSymbol> parents = new();
        for (INamedTypeSymbol? parent = type.ContainingType; parent is not null; parent = parent.ContainingType)
            parents.Push(parent);

        return parents;
    }

    /// <summary>The head of a part of a type, such as <c>partial class Shop</c>.</summary>
    public static string Head(INamedTypeSymbol type) => $"partial {Keyword(type)} {Literal.Identifier(type.Name)}";

    /// <summary>The keywords that declare a type, such as <c>record struct</c>.</summary>
    public static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record class",
        { TypeKind: TypeKind.Struct, IsRefLikeType: true } => "ref struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Enum } => "enum",
        { TypeKind: TypeKind.Delegate } => "delegate",
        _ => "class",
    };

    public static bool IsSource(ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty;

    public static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.All(r => r.GetSyntax() is BaseTypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>An accessibility in words.</summary>
    public static string Words(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Private => "private",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedAndInternal => "private protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        _ => "hidden",
    };

    /// <summary>The types of a name that stand beside a type, from the same assembly.</summary>
    public static IEnumerable<INamedTypeSymbol> Beside(INamedTypeSymbol type, string name) =>
        ((INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace).GetTypeMembers(name)
            .Where(other => SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, type.ContainingAssembly));

    /// <summary>A type as it is written beside another: by its name alone where it stands beside it too.</summary>
    public static string Reference(INamedTypeSymbol type, INamedTypeSymbol from) => Prefix(type, from) + Literal.Identifier(type.Name);

    /// <summary>What stands before a type's name where it is written beside another.</summary>
    public static string Prefix(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        if (SymbolEqualityComparer.Default.Equals(type.ContainingSymbol, from.ContainingSymbol))
            return "";

        string full = type.ToDisplayString(Full);
        return full.Substring(0, full.Length - Literal.Identifier(type.Name).Length);
    }

    /// <summary>Those of the emitted names that mean something else beside a type: what stands there, or in a type around it, comes before any using.</summary>
    public static EquatableArray<string> Taken(INamedTypeSymbol type) =>
        EmittedNames.All.Keys.Where(name => IsTaken(type, name)).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();

    private static bool IsTaken(INamedTypeSymbol type, string name)
    {
        string full = EmittedNames.All[name];
        foreach (INamedTypeSymbol parent in Parents(type))
        {
            for (INamedTypeSymbol? holder = parent; holder is not null; holder = holder.BaseType)
            {
                if (parent.Name == name || holder.GetMembers(name).Length > 0)
                    return true;
            }
        }

        return type.ContainingNamespace.GetMembers(name).Any(other => full != "global::" + (type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".") + name || other is not INamedTypeSymbol);
    }
}
