using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Compiler.Parse;

/// <summary>What is asked of a field whose content is read when state is saved and set when it is loaded.</summary>
internal static class StoredField
{
    /// <summary>The name by which it is read and set.</summary>
    /// <remarks>The field behind an automatic property is known by the property; one that keeps a constructor's parameter, by the parameter.</remarks>
    public static string Name(IFieldSymbol field)
    {
        if (field.AssociatedSymbol is { } property)
            return property.Name;

        int end = IsUnspeakable(field) ? field.Name.IndexOf('>') : -1;
        return end > 1 ? field.Name.Substring(1, end - 1) : field.Name;
    }

    /// <summary>Why a field of a state can't be loaded from within the state, as the end of a sentence; null where it can.</summary>
    public static string? Fault(IFieldSymbol field)
    {
        if (field.ContainingType.GetAttributes().Any(a => a.AttributeClass?.Name == "InlineArrayAttribute"))
            return "it stands for all elements of an inline array, of which only the first has a name; write a field for each";
        if (field.AssociatedSymbol is IPropertySymbol property)
        {
            return property.SetMethod is null ? "it can't be set when the state is loaded; make it a field that isn't readonly, or give it a 'set' or 'init'"
                : HasCode(property) ? "what its accessors give and take need not be what it keeps; keep it in a field"
                : null;
        }

        return field.IsReadOnly || IsUnspeakable(field) ? "it can't be set when the state is loaded; make it a field that isn't readonly, or give it a 'set' or 'init'" : null;
    }

    /// <summary>Whether its content is read from within another type.</summary>
    public static bool IsRead(IFieldSymbol field, INamedTypeSymbol within, Compilation compilation) => field.AssociatedSymbol is IPropertySymbol property
        ? property.GetMethod is { } get && !HasCode(property) && compilation.IsSymbolAccessibleWithin(get, within)
        : !IsUnspeakable(field) && compilation.IsSymbolAccessibleWithin(field, within);

    /// <summary>Whether an initializer in another type sets it.</summary>
    public static bool IsSet(IFieldSymbol field, INamedTypeSymbol within, Compilation compilation) => field.AssociatedSymbol is IPropertySymbol property
        ? property.SetMethod is { } set && compilation.IsSymbolAccessibleWithin(set, within)
        : !field.IsReadOnly;

    private static bool IsUnspeakable(IFieldSymbol field) => field.Name.StartsWith("<", StringComparison.Ordinal);

    // Accessors that are written out can change what they pass on to the field.
    private static bool HasCode(IPropertySymbol property) => property.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax())
        .OfType<PropertyDeclarationSyntax>()
        .Any(p => p.ExpressionBody is not null || p.AccessorList?.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null) == true);
}
