using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the loop over rows in which the columns are the event's fields in order and nothing is quoted.</summary>
/// <remarks>The position stays in a register from field to field; lengths that the last row had are guessed by a branch, so that where a field begins doesn't
/// wait for the digits before it. Anything unexpected ends the loop before the row: the careful way decides what it is.</remarks>
internal static class DelimitedLoopEmitter
{
    public static void Emit(SourceWriter writer, EventModel model, DelimitedNames names)
    {
        string head = $"protected override int DecodeInOrder(byte[] array, int position, int end, {names.Type("Span")}<{model.Type}> into, ref int count)";
        writer.Line("/// <inheritdoc/>");
        if (!model.Fields.Any(DelimitedNames.HasColumn))
        {
            writer.Line(head + " => position;");
            return;
        }

        using (writer.Braces(head))
        {
            writer.Lines($$"""
                int last = end - {{names.Type("DelimitedScan")}}.Slack - 1;
                if (position > last)
                    return position;

                ref byte start = ref {{names.Type("MemoryMarshal")}}.GetArrayDataReference(array);
                byte delimiter = Delimiter;
                uint usualReach = UsualReach;
                int decoded = count;
                """);
            foreach (FieldModel field in model.Fields.Where(IsGuessed))
                writer.Line($"int {names.Local(field, "Length")} = 1;");

            writer.Line();
            using (writer.Braces("while (decoded < into.Length)"))
                EmitRow(writer, model, names);

            writer.Line().Line("count = decoded;").Line("return position;");
        }
    }

    private static void EmitRow(SourceWriter writer, EventModel model, DelimitedNames names)
    {
        string scan = names.Type("DelimitedScan");
        DelimitedDecoderEmitter.WriteLocals(writer, model, names);
        writer.Lines("""
            int at = position;
            int passed = 0;
            bool isRead = false;
            """);

        bool isFirst = true;
        for (int i = 0; i < model.Fields.Count; i++)
        {
            FieldModel field = model.Fields[i];
            if (!DelimitedNames.HasColumn(field))
                continue;

            if (!isFirst)
                writer.Line("passed++;");

            isFirst = false;
            writer.Line();
            writer.Line($"// {Literal.Comment(field.WireName)}: {Literal.Comment(field.Value.FullType)}");
            using (writer.Braces($"if (TFields.{field.Member})"))
            {
                writer.Lines($$"""
                    at = {{scan}}.Pass(ref start, at, end, delimiter, passed, isRead);
                    if ((uint)at > (uint)last)
                        break;

                    """);
                EmitField(writer, field, names, i);
                writer.Lines("""

                    passed = 0;
                    isRead = true;
                    """);
            }

            writer.Line();
        }

        writer.Lines($$"""
            // The line's end, after columns that nobody reads.
            int next = isRead ? {{scan}}.LineEnd(ref start, at, end) : -1;
            if (next < 0 && !ChecksAll)
                next = {{scan}}.PassLine(ref start, at, end, delimiter, isRead);

            if (next < 0 || (uint)(next - position - 3) >= usualReach)
                break;

            into[decoded++] = {{EventStore.New(model, names.Local)}};
            position = next;
            """);
    }

    private static void EmitField(SourceWriter writer, FieldModel field, DelimitedNames names, int index)
    {
        if (!field.Value.IsNullable)
        {
            EmitValue(writer, field, names, index);
            return;
        }

        using (writer.Braces($"if (!{names.Type("DelimitedScan")}.IsEnd(ref start, at, delimiter))"))
            EmitValue(writer, field, names, index);
    }

    private static void EmitValue(SourceWriter writer, FieldModel field, DelimitedNames names, int index)
    {
        if (IsStreamed(field))
            EmitNumber(writer, field, names, index);
        else
            EmitWhole(writer, field, names, index);
    }

    /// <summary>Whether a reader finds where the value ends, else the field's end is looked for first.</summary>
    private static bool IsStreamed(FieldModel field) =>
        field.Value.IsInteger || field.Value.Kind is ValueKind.Single or ValueKind.Double or ValueKind.Decimal or ValueKind.Timestamp;

    private static bool IsGuessed(FieldModel field) =>
        IsStreamed(field) && field.Value.Kind != ValueKind.Decimal && (field.Value.Kind != ValueKind.Timestamp || field.Value.Time?.Unit is not null);

    private static void EmitNumber(SourceWriter writer, FieldModel field, DelimitedNames names, int index)
    {
        string reader = names.Type("NumberReader");
        string grammar = names.Type("NumberGrammar") + ".Delimited";
        string length = names.Local(field, "Length");
        bool isTime = field.Value.Kind == ValueKind.Timestamp;
        string into = isTime ? $"long {names.Local(field, "Micros")}" : field.Value.IsNullable ? $"{field.Value.Type} value" : names.Local(field);
        string read = field.Value.Kind switch
        {
            ValueKind.Single => $"{reader}.ReadSingle(ref start, at, end - 1, ref {length}, out {into}, {grammar})",
            ValueKind.Double => $"{reader}.ReadDouble(ref start, at, end - 1, ref {length}, out {into}, {grammar})",
            ValueKind.Decimal => $"{reader}.ReadDecimal(ref start, at, end - 1, out {into}, {grammar})",
            ValueKind.Timestamp when Scale(field) is { } scale => $"{names.Type("TimeReader")}.ReadUnix(ref start, at, end - 1, {scale}, ref {length}, out {into}, {grammar})",
            ValueKind.Timestamp => $"Times[{index}].Read(ref start, at, end - 1, out {into}, {grammar})",
            _ => $"{reader}.ReadInteger(ref start, at, end - 1, ref {length}, out {into}, {grammar})",
        };

        writer.Lines($$"""
            at = {{read}};
            if (at < 0)
                break;

            """);
        if (isTime)
            writer.Line($"{names.Local(field)} = new {names.Type("Timestamp")}({names.Local(field, "Micros")});");
        else if (field.Value.IsNullable)
            writer.Line($"{names.Local(field)} = value;");
    }

    private static string? Scale(FieldModel field) => field.Value.Time?.Unit switch
    {
        "Seconds" => "scale: 6",
        "Milliseconds" => "scale: 3",
        "Microseconds" => "scale: 0",
        _ => null,
    };

    private static void EmitWhole(SourceWriter writer, FieldModel field, DelimitedNames names, int index)
    {
        string scan = names.Type("DelimitedScan");
        string fieldEnd = names.Local(field, "End");
        bool isText = field.Value.Kind is ValueKind.Text or ValueKind.String;
        string isBad = isText
            ? $"!{scan}.IsUtf8(ref start, at, {fieldEnd})"
            : $"{DelimitedDecoderEmitter.Parse(field, names, index, $"array.AsSpan(at, {fieldEnd} - at)", field.Value.Type + " value")} != {names.Type("FieldError")}.None";
        string value = field.Value.Kind switch
        {
            ValueKind.Text => $"new {names.Type("Utf8Text")}(array, at, {fieldEnd} - at)",
            ValueKind.String => $"{names.Type("Encoding")}.UTF8.GetString(array, at, {fieldEnd} - at)",
            _ => "value",
        };

        writer.Lines($$"""
            int {{fieldEnd}} = {{scan}}.FieldEnd(ref start, at, end, delimiter);
            if ({{fieldEnd}} < 0 || {{isBad}})
                break;

            {{names.Local(field)}} = {{value}};
            at = {{fieldEnd}};
            """);
    }
}
