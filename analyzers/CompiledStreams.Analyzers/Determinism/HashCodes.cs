using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>Which types give another hash code in every process.</summary>
/// <remarks>Strings, <c>HashCode</c> and what is built on it (tuples, <c>Utf8Text</c>) are seeded when a process starts; an object without a hash of its own has its identity's.</remarks>
internal sealed class HashCodes(KnownTypes types)
{
    public bool IsRandomised(ITypeSymbol? type) => IsRandomised(type, depth: 0);

    private bool IsRandomised(ITypeSymbol? type, int depth)
    {
        if (type is null || depth > 8)
            return false;

        if (type.SpecialType is SpecialType.System_String or SpecialType.System_Object || type.TypeKind == TypeKind.Array || type.IsTupleType)
            return true;

        if (type is not INamedTypeSymbol named || type.SpecialType != SpecialType.None && !IsNullable(named))
            return false;

        if (IsNullable(named))
            return IsRandomised(named.TypeArguments[0], depth + 1);

        if (SymbolEqualityComparer.Default.Equals(named, types.Utf8Text))
            return true;

        if (named.IsRecord || named.IsValueType)
            return !HasOwnHash(named) && named.GetMembers().OfType<IFieldSymbol>().Any(f => !f.IsStatic && IsRandomised(f.Type, depth + 1));

        return named.TypeKind == TypeKind.Class && !named.IsAbstract && !InheritsHash(named);
    }

    private static bool IsNullable(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool InheritsHash(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
        {
            if (HasOwnHash(at) || at.IsRecord)
                return true;
        }

        return false;
    }

    private static bool HasOwnHash(INamedTypeSymbol type) =>
        type.GetMembers(nameof(GetHashCode)).OfType<IMethodSymbol>().Any(m => m.Parameters.IsEmpty && !m.IsImplicitlyDeclared);
}
