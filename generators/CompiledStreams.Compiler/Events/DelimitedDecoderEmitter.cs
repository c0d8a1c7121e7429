using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the decoder of delimited text: the loop over rows as expected, and the reading of a row that was cut into its fields.</summary>
internal static class DelimitedDecoderEmitter
{
    public static void Emit(SourceWriter writer, EventModel model, DelimitedNames names)
    {
        string decoder = CodecNames.DelimitedDecoder(model.Name);
        writer.Line($"/// <summary>Decodes {Literal.Comment(model.Name)} from delimited text; only the fields that are read.</summary>");
        writer.Lines(GeneratedCode.Attributes);
        using (writer.Braces($$"""
            {{model.Accessibility}} sealed class {{decoder}}<TFields> : {{names.Type("DelimitedDecoder")}}<{{model.Type}}>
                where TFields : struct, {{CodecNames.FieldSet(model.Name)}}
            """))
        {
            names.WriteFields(writer, isDecoder: true);
            writer.Lines($$"""

                public {{decoder}}({{names.Type("DecoderOptions")}} options) : base(options, {{Literal.Of(model.Name)}}, s_fields)
                {
                }

                """);
            DelimitedLoopEmitter.Emit(writer, model, names);
            writer.Line();
            EmitTryRead(writer, model, names);
            foreach (FieldModel field in model.Fields)
            {
                if (field.Value.Kind == ValueKind.Enum)
                    EmitEnum(writer.Line(), field, names);
            }
        }
    }

    /// <summary>Writes a local for each field, with what it has where nobody reads it.</summary>
    public static void WriteLocals(SourceWriter writer, EventModel model, DelimitedNames names)
    {
        foreach (FieldModel field in model.Fields)
        {
            string otherwise = field.Value is { Kind: ValueKind.String, IsNullable: false } ? "\"\"" : "default";
            writer.Line($"{field.Value.FullType} {names.Local(field)} = {otherwise};");
        }
    }

    /// <summary>The call that parses a whole field; its value goes to <paramref name="into"/>.</summary>
    public static string Parse(FieldModel field, DelimitedNames names, int index, string text, string into)
    {
        string parser = names.Type("FieldParser");
        string grammar = names.Type("NumberGrammar") + ".Delimited";
        return field.Value.Kind switch
        {
            ValueKind.Boolean => $"{parser}.ParseBoolean({text}, out {into}, {grammar})",
            ValueKind.Single => $"{parser}.ParseSingle({text}, out {into}, {grammar})",
            ValueKind.Double => $"{parser}.ParseDouble({text}, out {into}, {grammar})",
            ValueKind.Decimal => $"{parser}.ParseDecimal({text}, out {into}, {grammar})",
            ValueKind.TimeSpan => $"{parser}.ParseDuration({text}, out {into})",
            ValueKind.Guid => $"{parser}.ParseGuid({text}, out {into})",
            ValueKind.Enum => $"Parse{field.Name}({text}, out {into})",
            _ when field.Value.Time is not null => $"{names.Type("DelimitedTimes")}.Parse({text}, Times[{index}], out {into})",
            _ => $"{parser}.ParseInteger({text}, out {into}, {grammar})",
        };
    }

    private static void EmitTryRead(SourceWriter writer, EventModel model, DelimitedNames names)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"protected override bool TryRead(out {model.Type} value)"))
        {
            WriteLocals(writer, model, names);
            writer.Line("value = default;");
            for (int i = 0; i < model.Fields.Count; i++)
            {
                if (DelimitedNames.HasColumn(model.Fields[i]))
                    EmitField(writer.Line(), model.Fields[i], names, i);
            }

            writer.Line().Line($"value = {EventStore.New(model, names.Local)};").Line("return true;");
        }
    }

    private static void EmitField(SourceWriter writer, FieldModel field, DelimitedNames names, int index)
    {
        string type = field.Value.Type;
        string parse = field.Value.Kind is ValueKind.Text or ValueKind.String
            ? $"Text({index}, out {type} read)"
            : Parse(field, names, index, $"Bytes({index})", $"{type} read");
        string refusal = field.Value.Enum is { } members ? $"error == {names.Type("FieldError")}.Empty ? \"is empty\" : {Literal.Of(Choice(members))}" : "error";

        writer.Line($"// {Literal.Comment(field.WireName)}: {Literal.Comment(field.Value.FullType)}");
        using (writer.Braces($"if ((TFields.{field.Member} || ChecksAll) && Has({index}))"))
        {
            writer.Lines($$"""
                {{names.Type("FieldError")}} error = {{parse}};
                if (error != {{names.Type("FieldError")}}.None)
                    return Refuse({{index}}, {{refusal}});

                {{names.Local(field)}} = read;
                """);
        }
    }

    private static string Choice(EnumModel members)
    {
        const int Most = 8;
        IEnumerable<string> some = members.Members.Take(Most).Select(m => $"'{m}'");
        return $"is none of {string.Join(", ", some)}{(members.Members.Count > Most ? " and others" : "")}, and no number of that type";
    }

    private static void EmitEnum(SourceWriter writer, FieldModel field, DelimitedNames names)
    {
        EnumModel members = field.Value.Enum!;
        string type = names.Enum(field.Value);
        string error = names.Type("FieldError");
        writer.Line($"/// <summary>A member of {Literal.Comment(field.Value.Type)} by its name or its number.</summary>");
        using (writer.Braces($"private static {error} Parse{field.Name}({names.Type("ReadOnlySpan")}<byte> text, out {type} value)"))
        {
            foreach (string member in members.Members.Concat(members.Aliases))
            {
                using (writer.Braces($"if (text.SequenceEqual({Literal.Utf8(member)}))"))
                    writer.Line($"value = {type}.{Literal.Identifier(member)};").Line($"return {error}.None;");

                writer.Line();
            }

            writer.Lines($$"""
                {{error}} error = {{names.Type("FieldParser")}}.ParseInteger(text, out {{Keyword(members.Underlying)}} number, {{names.Type("NumberGrammar")}}.Delimited);
                value = ({{type}})number;
                return error;
                """);
        }
    }

    /// <summary>The C# keyword of an integer.</summary>
    public static string Keyword(ValueKind kind) => kind switch
    {
        ValueKind.SByte => "sbyte",
        ValueKind.Byte => "byte",
        ValueKind.Int16 => "short",
        ValueKind.UInt16 => "ushort",
        ValueKind.UInt32 => "uint",
        ValueKind.Int64 => "long",
        ValueKind.UInt64 => "ulong",
        _ => "int",
    };
}
