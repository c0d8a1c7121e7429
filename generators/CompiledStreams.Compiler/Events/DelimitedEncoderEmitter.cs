using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the encoder of delimited text.</summary>
internal static class DelimitedEncoderEmitter
{
    public static void Emit(SourceWriter writer, EventModel model, DelimitedNames names)
    {
        string encoder = CodecNames.DelimitedEncoder(model.Name);
        writer.Line($"/// <summary>Encodes {Literal.Comment(model.Name)} as delimited text.</summary>");
        writer.Lines(GeneratedCode.Attributes);
        using (writer.Braces($"{model.Accessibility} sealed class {encoder} : {names.Type("DelimitedEncoder")}<{model.Type}>"))
        {
            names.WriteFields(writer, isDecoder: false);
            writer.Lines($$"""

                public {{encoder}}({{names.Type("EncoderOptions")}} options) : base(options, {{Literal.Of(model.Name)}}, s_fields)
                {
                }

                """);
            EmitMaxLength(writer, model, names);
            writer.Line();
            EmitWrite(writer, model, names);
            foreach (FieldModel field in model.Fields)
            {
                if (field.Value.Kind == ValueKind.Enum)
                    EmitEnum(writer.Line(), field, names);
            }
        }
    }

    private static void EmitMaxLength(SourceWriter writer, EventModel model, DelimitedNames names)
    {
        int values = model.Fields.Count(f => DelimitedNames.HasColumn(f) && f.Value.Time is null && f.Value.Kind is not (ValueKind.Text or ValueKind.String or ValueKind.Enum));
        int enums = model.Fields.Where(f => f.Value.Kind == ValueKind.Enum).Sum(f => 3 + Math.Max(20, f.Value.Enum!.Members.Select(m => System.Text.Encoding.UTF8.GetByteCount(m)).DefaultIfEmpty().Max()));
        string texts = string.Concat(model.Fields.Select(f => Text(f, names)));
        writer.Line("/// <inheritdoc/>");
        string some = (values > 0 ? $" + {values} * ValueRoom" : "") + (enums > 0 ? $" + {enums}" : "") + texts;
        writer.Line($"protected override int MaxLength(in {model.Type} value) => Room{some};");
    }

    private static string Text(FieldModel field, DelimitedNames names)
    {
        string dot = field.Value.IsNullable ? "?." : ".";
        string none = field.Value.IsNullable ? " ?? 0" : "";
        return field.Value.Kind switch
        {
            ValueKind.Text => $" + TextRoom(value.{field.Member}{dot}Length{none})",
            ValueKind.String => $" + TextRoom({names.Type("Encoding")}.UTF8.GetMaxByteCount(value.{field.Member}{dot}Length{none}))",
            _ => "",
        };
    }

    private static void EmitWrite(SourceWriter writer, EventModel model, DelimitedNames names)
    {
        string head = $"protected override int Write(ref byte start, int at, in {model.Type} value)";
        writer.Line("/// <inheritdoc/>");
        if (!model.Fields.Any(DelimitedNames.HasColumn))
        {
            writer.Line(head + " => at;");
            return;
        }

        using (writer.Braces(head))
        {
            using (writer.Braces("for (int column = 0; column < Columns.Length; column++)"))
            {
                writer.Lines($$"""
                    if (column > 0)
                        {{names.Type("Unsafe")}}.Add(ref start, at++) = Delimiter;

                    """);
                using (writer.Braces("switch (Columns[column])"))
                {
                    for (int i = 0; i < model.Fields.Count; i++)
                    {
                        if (DelimitedNames.HasColumn(model.Fields[i]))
                            EmitCase(writer, model.Fields[i], names, i);
                    }
                }

                writer.Lines("""

                    if (at == Refused)
                        return Refused;
                    """);
            }

            writer.Line().Line("return at;");
        }
    }

    private static void EmitCase(SourceWriter writer, FieldModel field, DelimitedNames names, int index)
    {
        writer.Line($"case {index}: // {Literal.Comment(field.WireName)}: {Literal.Comment(field.Value.FullType)}");
        using (writer.Indented())
        {
            string member = $"value.{field.Member}";
            if (field.Value.IsNullable)
            {
                string local = names.Local(field, "End");
                writer.Line($"at = {member} is {{ }} {local} ? {Write(field, names, index, local)} : WriteNull(at, {index});");
            }
            else
            {
                writer.Line($"at = {Write(field, names, index, member)};");
            }

            writer.Line("break;");
        }
    }

    private static string Write(FieldModel field, DelimitedNames names, int index, string value)
    {
        string number = names.Type("NumberWriter");
        string time = names.Type("TimeWriter");
        return field.Value.Kind switch
        {
            ValueKind.Boolean => End($"WriteBoolean(ref start, at, {value})"),
            ValueKind.Single => $"float.IsFinite({value}) ? {End($"{number}.WriteSingle(ref start, at, {value})")} : Refuse({index}, \"is no finite number\")",
            ValueKind.Double => $"double.IsFinite({value}) ? {End($"{number}.WriteDouble(ref start, at, {value})")} : Refuse({index}, \"is no finite number\")",
            ValueKind.Decimal => End($"{time}.WriteDecimal(ref start, at, {value})"),
            ValueKind.TimeSpan => End($"{time}.WriteDuration(ref start, at, {value})"),
            ValueKind.Guid => End($"{time}.WriteGuid(ref start, at, {value})"),
            ValueKind.Text => $"WriteText(ref start, at, {index}, {value}.Span)",
            ValueKind.String => $"WriteText(ref start, at, {index}, {value})",
            ValueKind.Enum => End($"Write{field.Name}(ref start, at, {value})"),
            _ when field.Value.Time is not null => $"EndTime(ref start, at, {names.Type("DelimitedTimes")}.Write(ref start, at, Times[{index}], {value}), {index})",
            ValueKind.UInt32 => End($"{number}.WriteUInt32(ref start, at, {value})"),
            ValueKind.UInt64 => End($"{number}.WriteUInt64(ref start, at, {value})"),
            ValueKind.Int64 => End($"{number}.WriteInt64(ref start, at, {value})"),
            _ => End($"{number}.WriteInt32(ref start, at, {value})"),
        };
    }

    private static string End(string write) => $"End(ref start, at, {write})";

    private static void EmitEnum(SourceWriter writer, FieldModel field, DelimitedNames names)
    {
        EnumModel members = field.Value.Enum!;
        string type = names.Enum(field.Value);
        bool isUnsigned = members.Underlying == ValueKind.UInt64;
        writer.Line($"/// <summary>Writes the name of a member of {Literal.Comment(field.Value.Type)}, or the number of what is none.</summary>");
        using (writer.Braces($"private static int Write{field.Name}(ref byte start, int at, {type} value)"))
        {
            using (writer.Braces("switch (value)"))
            {
                foreach (string member in members.Members)
                    writer.Line($"case {type}.{Literal.Identifier(member)}: return WriteName(ref start, at, {Literal.Utf8(member)});");

                writer.Line(isUnsigned
                    ? $"default: return {names.Type("NumberWriter")}.WriteUInt64(ref start, at, (ulong)value);"
                    : $"default: return {names.Type("NumberWriter")}.WriteInt64(ref start, at, (long)value);");
            }
        }
    }
}
