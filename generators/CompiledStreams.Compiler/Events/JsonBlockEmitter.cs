using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the reading of many records as they usually are: first where their values are, then, a field at a time, what they are.</summary>
/// <remarks>Only for events of numbers and Unix times; see <see cref="IsFor"/>.</remarks>
internal sealed class JsonBlockEmitter(EventModel model, FieldCode[] fields, EmittedTypes t)
{
    // With more fields, passing over those that aren't used is faster than finding them.
    private const int MostFields = 8;
    private const int IntegerReach = 17;
    private const int DoubleReach = 17;
    private const int Slack = 34;
    private const int LongestHead = 64;

    /// <summary>Whether records of an event can be read so.</summary>
    public static bool IsFor(EventModel model) => model.Fields.Count <= MostFields && model.Fields.All(f => IsFor(f.Value));

    /// <summary>The columns.</summary>
    public void EmitMembers(SourceWriter writer)
    {
        writer.Line($"private readonly {t.DigitColumns} _columns = new({fields.Sum(Width)});");
        if (HasHead)
            writer.Line($"private readonly {t.JsonHead} _head = new({Literal.Utf8(Key(0))}, {Literal.Utf8(Key(1))}, most: {Most(fields[0].Value)});");
    }

    public void Emit(SourceWriter writer)
    {
        Read(writer);
        Find(writer.Line());
    }

    /// <summary>The condition on the binding under which it reads what the event says; null where it always does.</summary>
    public string? Condition()
    {
        string[] forms = [.. fields.Where(f => f.Value.Time is not null).Select(f => $"{f.Member("Form")} == {t.TimeFormat}.Unix{f.Value.Time!.Unit}")];
        return forms.Length == 0 ? null : string.Join(" && ", forms);
    }

    private static bool IsFor(ValueModel value) => !value.IsNullable && value.Kind switch
    {
        ValueKind.Double => true,
        ValueKind.Timestamp => value.Time?.Unit is not null,
        _ => value.IsInteger,
    };

    private static int Width(FieldCode field) => IsDouble(field) ? 2 : 1;

    private static bool IsDouble(FieldCode field) => field.Value.Kind == ValueKind.Double;

    private int Column(FieldCode field) => fields.TakeWhile(f => f != field).Sum(Width);

    private void Read(SourceWriter writer)
    {
        writer.Lines($$"""
            /// <summary>Reads records as they usually are, until one isn't, or the bytes in hand are near their end.</summary>
            private int ReadBlock(ref byte start, ref int position, int end, {{t.Span}}<{{model.Type}}> into)
            """);
        using (writer.Braces())
        {
            writer.Line($"int count = Find(ref start, ref position, end, {t.Math}.Min(into.Length, {t.DigitColumns}.MaxRecords));");
            foreach (FieldCode field in fields)
                writer.Line($"{t.FieldValues}<{(IsDouble(field) ? "double" : "long")}> {field.Local} = TFields.{field.Field.Member} ? _columns.{(IsDouble(field) ? "Doubles" : "Integers")}({Column(field)}, count) : default;");

            writer.Line().Line("into = into.Slice(0, count);");
            string loop = "for (int i = 0; i < into.Length; i++)";
            using (model.IsSetInPlace ? writer.Braces(loop) : writer.Line(loop).Indented())
            {
                if (model.IsSetInPlace)
                    writer.Line($"ref {model.Type} value = ref into[i];");

                EventStore.Write(writer, model, model.IsSetInPlace ? "value" : "into[i]", field => Value(fields.Single(f => f.Field == field)));
            }

            writer.Line().Line("return count;");
        }
    }

    private string Value(FieldCode field)
    {
        string value = $"{field.Local}[i]";
        string converted = field.Value.Kind switch
        {
            ValueKind.Double or ValueKind.Int64 => value,
            ValueKind.Timestamp => $"new {t.Timestamp}({value}{field.Value.Time!.Unit switch { "Seconds" => " * 1_000_000", "Milliseconds" => " * 1_000", _ => "" }})",
            _ => $"({field.Value.Type}){value}",
        };
        return $"TFields.{field.Field.Member} ? {converted} : default";
    }

    private void Find(SourceWriter writer)
    {
        int least = fields.Select((f, i) => KeyLength(i) + 1).Sum() + 1;
        int reach = fields.Select((f, i) => KeyLength(i) + (f.Value.Kind == ValueKind.Double ? DoubleReach : IntegerReach)).Sum() + Slack;
        writer.Lines($$"""
            /// <summary>Finds the values of records; a line's end is looked for before anything else of it.</summary>
            private int Find(ref byte start, ref int position, int end, int most)
            """);
        using (writer.Braces())
        {
            if (HasHead)
                writer.Line("_head.Learn(ref start, position, end);");

            writer.Line($"{t.JsonScan} scan = new(ref start, position, end, {reach}, _columns, most);");
            writer.Line($"while (scan.Begin({least})");
            using (writer.Indented())
            {
                foreach (string step in Steps())
                    writer.Line($"&& {step}");

                writer.Lines("""
                    && scan.End())
                    scan.Next();
                    """);
            }

            writer.Lines("""

                position = scan.PositionFrom(ref start);
                return scan.CountIn(_columns);
                """);
        }
    }

    // An integer that comes first is passed over with what stands around it, as long as its lengths are alike.
    private bool HasHead => fields.Length > 1 && !IsDouble(fields[0]) && KeyLength(0) + KeyLength(1) < LongestHead;

    private string Key(int index) => JsonNames.Key(fields[index].Field.WireName, index == 0);

    private int KeyLength(int index) => JsonNames.Length(Key(index));

    /// <summary>The parts of a record, one behind the other.</summary>
    private IEnumerable<string> Steps()
    {
        if (HasHead)
            yield return $"(scan.Head(_head, {Column(fields[0])}) || ({Pass(0)} && {Value(0)} && {Pass(1)}))";

        for (int i = HasHead ? 1 : 0; i < fields.Length; i++)
        {
            if (i > 1 || !HasHead)
                yield return Pass(i);

            yield return Value(i);
        }
    }

    private string Pass(int index) => $"scan.Literal({Literal.Utf8(Key(index))})";

    private string Value(int index)
    {
        FieldCode field = fields[index];
        return IsDouble(field)
            ? $"scan.Double({Column(field)})"
            : $"scan.Integer({Column(field)}, most: {Most(field.Value)}, isSigned: {(IsSigned(field.Value) ? "true" : "false")})";
    }

    private static bool IsSigned(ValueModel value) => value.Kind is ValueKind.SByte or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 or ValueKind.Timestamp;

    // So many digits are always in range.
    private static int Most(ValueModel value) => value.Kind switch
    {
        ValueKind.SByte or ValueKind.Byte => 2,
        ValueKind.Int16 or ValueKind.UInt16 => 4,
        ValueKind.Int32 or ValueKind.UInt32 => 9,
        ValueKind.Timestamp => value.Time!.Unit == "Seconds" ? 12 : 15,
        _ => 15,
    };
}
