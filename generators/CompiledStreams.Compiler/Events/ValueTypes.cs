using CompiledStreams.Compiler.Common;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Events;

/// <summary>The types that a field can have, and what to write instead of others.</summary>
internal static class ValueTypes
{
    /// <summary>The members of <c>TimeUnit</c>, in order.</summary>
    public static readonly string[] Units = ["Seconds", "Milliseconds", "Microseconds"];

    /// <summary>The kind of a type that stands for itself, or null.</summary>
    public static ValueKind? Find(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => ValueKind.Boolean,
        SpecialType.System_SByte => ValueKind.SByte,
        SpecialType.System_Byte => ValueKind.Byte,
        SpecialType.System_Int16 => ValueKind.Int16,
        SpecialType.System_UInt16 => ValueKind.UInt16,
        SpecialType.System_Int32 => ValueKind.Int32,
        SpecialType.System_UInt32 => ValueKind.UInt32,
        SpecialType.System_Int64 => ValueKind.Int64,
        SpecialType.System_UInt64 => ValueKind.UInt64,
        SpecialType.System_Single => ValueKind.Single,
        SpecialType.System_Double => ValueKind.Double,
        SpecialType.System_Decimal => ValueKind.Decimal,
        SpecialType.System_String => ValueKind.String,
        _ => FullName(type) switch
        {
            Names.Timestamp => ValueKind.Timestamp,
            Names.Utf8Text => ValueKind.Text,
            "System.DateTimeOffset" => ValueKind.DateTimeOffset,
            "System.DateOnly" => ValueKind.DateOnly,
            "System.TimeOnly" => ValueKind.TimeOnly,
            "System.TimeSpan" => ValueKind.TimeSpan,
            "System.Guid" => ValueKind.Guid,
            _ => null,
        },
    };

    /// <summary>Whether a kind is written in a time form.</summary>
    public static bool IsTime(ValueKind kind) => kind is ValueKind.Timestamp or ValueKind.DateTimeOffset or ValueKind.DateOnly or ValueKind.TimeOnly;

    /// <summary>A type of <see cref="Find"/> as it is written in code.</summary>
    public static string CSharp(ITypeSymbol type, EquatableArray<string> taken) => type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String
        ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString()
        : Name(type.Name, taken);

    /// <summary>A type of <see cref="EmittedNames"/> as it is written in code.</summary>
    public static string Name(string name, EquatableArray<string> taken) => taken.Contains(name) ? EmittedNames.All[name] : name;

    /// <summary>What to write instead of a type.</summary>
    public static string Advice(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Char } => "write 'Utf8Text', or 'ushort' for a number",
        { SpecialType: SpecialType.System_DateTime } => "write 'Timestamp', or 'DateTimeOffset'",
        { SpecialType: SpecialType.System_IntPtr } => "write 'long'",
        { SpecialType: SpecialType.System_UIntPtr } => "write 'ulong'",
        { Name: "Half" } when FullName(type) == "System.Half" => "write 'float'",
        { Name: "Int128" or "UInt128" or "BigInteger" } => "write 'long', 'decimal', or 'Utf8Text' for any number of digits",
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => "write 'Utf8Text'",
        IArrayTypeSymbol array => Memory(array.ElementType),
        INamedTypeSymbol { Arity: 1 } list when IsList(list) => Memory(list.TypeArguments[0]),
        INamedTypeSymbol { IsTupleType: true } or INamedTypeSymbol { TypeKind: TypeKind.Struct, Arity: > 0, DeclaringSyntaxReferences.IsEmpty: false } => "write an event with these fields",
        { TypeKind: TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false } => $"mark '{type.Name}' with [Event]",
        { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } => $"make '{type.Name}' a 'readonly partial record struct' marked with [Event]",
        _ => "write a number, a text, a time, an enum, a Guid, another event, or ReadOnlyMemory of one of these",
    };

    /// <summary>What a <c>ReadOnlyMemory</c> is of; null where a type is another.</summary>
    public static ITypeSymbol? MemoryItem(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "ReadOnlyMemory", Arity: 1, ContainingType: null } memory && memory.ContainingNamespace.ToDisplayString() == "System" ? memory.TypeArguments[0] : null;

    private static bool IsList(INamedTypeSymbol type) =>
        type.Name is "Span" or "ReadOnlySpan" or "Memory" || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);

    private static string Memory(ITypeSymbol item) => $"write 'ReadOnlyMemory<{item.ToDisplayString(Scopes.Message)}>'";

    private static string FullName(ITypeSymbol type) =>
        type is INamedTypeSymbol { ContainingType: null, Arity: 0, ContainingNamespace: { IsGlobalNamespace: false } space } ? space.ToDisplayString() + "." + type.Name : type.Name;
}
