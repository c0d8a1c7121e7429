using CompiledStreams.Compiler.Common;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses the type of a key: its equality must be that of its bytes, and must not change.</summary>
internal static class KeyParser
{
    private const int MostDepth = 8;

    public static KeyModel Parse(Scope scope, ITypeSymbol type, int depth = 0)
    {
        if (Form(type) is { } form)
            return new KeyModel(scope.Ref(type), form, EquatableArray<KeyPart>.Empty, "") { SchemaName = ValueCodec.Of(type)?.Name ?? type.Name };

        if (Fault(scope, type) is { } fault)
            return Bad(scope, type, fault);

        if (depth == MostDepth)
            return Bad(scope, type, "it nests too deep; use fewer records in records");

        return Record(scope, (INamedTypeSymbol)type, depth);
    }

    private static KeyModel Record(Scope scope, INamedTypeSymbol type, int depth)
    {
        IMethodSymbol? constructor = RecordShape.Constructor(type);
        if (constructor is null)
            return Bad(scope, type, "it has fields beyond the parameters of its constructor, or none; write 'readonly record struct' with all of them as parameters");

        List<KeyPart> parts = [];
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            KeyModel part = Parse(scope, parameter.Type, depth + 1);
            if (part.Fault.Length > 0)
                return Bad(scope, type, $"its '{parameter.Name}' is '{part.Type.Name}': {part.Fault}");

            parts.Add(new KeyPart(parameter.Name, part));
        }

        return new KeyModel(scope.Ref(type), KeyForm.Record, parts.ToEquatableArray(), "");
    }

    private static KeyModel Bad(Scope scope, ITypeSymbol type, string fault) => new(scope.Ref(type), KeyForm.Record, EquatableArray<KeyPart>.Empty, fault);

    private static KeyForm? Form(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
            return KeyForm.Scalar;

        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean or SpecialType.System_Char or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64):
                return KeyForm.Scalar;
            case SpecialType.System_String when type.NullableAnnotation != NullableAnnotation.Annotated:
                return KeyForm.String;
        }

        return type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) switch
        {
            Names.Utf8Text => KeyForm.Text,
            Names.Timestamp or "System.Guid" or "System.DateOnly" => KeyForm.Scalar,
            _ => null,
        };
    }

    private static string? Fault(Scope scope, ITypeSymbol type)
    {
        if (type.SpecialType is SpecialType.System_Single or SpecialType.System_Double || type.Name == "Half")
            return "its equality isn't that of its bytes (NaN, negative zero); use an integer or text";
        if (type.SpecialType == SpecialType.System_Decimal)
            return "equal values of it have different bytes (1.0 and 1.00); use an integer or text";
        if (type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr)
            return $"its size differs between machines; use {(type.SpecialType == SpecialType.System_IntPtr ? "long" : "ulong")}";
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || type.SpecialType == SpecialType.System_String)
            return "it may be null; give events without a key one of their own";
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRefLikeType: false } named)
            return "it is no value whose equality is known; use an integer, text, a Guid, an enum, or a readonly record struct of these";
        if (!named.IsRecord)
            return "it is no record, so that its equality isn't known; write 'readonly record struct'";
        if (!named.IsReadOnly)
            return "it is mutable; write 'readonly record struct'";
        if (named.GetMembers("Equals").Any(m => !m.IsImplicitlyDeclared && !PipelineParse.IsEmitted(m)))
            return "it has an equality of its own; remove its 'Equals'";

        return scope.Ref(type).IsUnknown ? "it is unknown" : null;
    }
}
