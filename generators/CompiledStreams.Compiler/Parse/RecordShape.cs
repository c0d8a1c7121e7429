using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Finds the constructor from which a record struct is made again.</summary>
internal static class RecordShape
{
    /// <summary>The constructor whose parameters are all of the record's fields, or null.</summary>
    public static IMethodSymbol? Constructor(INamedTypeSymbol type)
    {
        HashSet<string> fields = new(Fields(type).Select(f => f.AssociatedSymbol?.Name ?? f.Name), StringComparer.Ordinal);
        return fields.Count == 0 || fields.Contains("") || !type.IsRecord
            ? null
            : type.InstanceConstructors.FirstOrDefault(c => c.DeclaredAccessibility == Accessibility.Public && c.Parameters.Length == fields.Count && c.Parameters.All(p => p.RefKind == RefKind.None && fields.Contains(p.Name)));
    }

    /// <summary>The fields that make up a struct's value.</summary>
    public static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst);
}
