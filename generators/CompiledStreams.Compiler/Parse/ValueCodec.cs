using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>A value without fields of its own as a checkpoint has it.</summary>
/// <param name="Name">Its type in a schema, which for an enum is the underlying one.</param>
/// <param name="Reader">The method of a state reader that reads it; a state writer has one <c>Write</c> for all.</param>
/// <param name="IsEnum">Whether it is an enum, and so is cast to <paramref name="Name"/> and back.</param>
internal sealed record ValueCodec(string Name, string Reader, bool IsEnum)
{
    private const string System = "System.";

    /// <summary>How a type is written and read, or null where it has fields, or can't be.</summary>
    public static ValueCodec? Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying })
            return Of(underlying) is { } number ? number with { IsEnum = true } : null;

        if (Keyword(type.SpecialType) is { } keyword)
            return new ValueCodec(keyword, "Read" + type.SpecialType.ToString().Substring("System_".Length), false);

        string name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        return name switch
        {
            System + "DateOnly" or System + "TimeOnly" or System + "TimeSpan" or System + "DateTimeOffset" or System + "Guid"
                or System + "Int128" or System + "UInt128" or System + "Half" or Names.Timestamp => new ValueCodec(type.Name, "Read" + type.Name, false),
            _ => null,
        };
    }

    private static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_String => "string",
        _ => null,
    };
}
