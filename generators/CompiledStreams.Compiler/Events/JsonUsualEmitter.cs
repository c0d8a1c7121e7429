using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the reading of a record as it usually is: keys in order, no blanks, lengths as last time.</summary>
/// <remarks>The method gives up, with a negative number, at whatever isn't so. It must never read past the end: how many bytes the next steps may touch is
/// known up to the first value of any length, and asked for there and behind each such value.</remarks>
internal sealed class JsonUsualEmitter(EventModel model, FieldCode[] fields, EmittedTypes t)
{
    private const int NumberSlack = 32;
    private const int TimeSlack = 64;
    private const int TextSlack = 34;
    private const int RecordEnd = 3;

    public void Emit(SourceWriter writer)
    {
        writer.Lines($$"""
            /// <summary>Reads an object as it usually is; negative where it isn't, and nothing of it counts.</summary>
            public int ReadUsual(byte[] array, int position, int end, out {{model.Type}} value)
            """);
        using (writer.Braces())
        {
            writer.Lines($$"""
                ref byte start = ref {{t.MemoryMarshal}}.GetArrayDataReference(array);
                value = default;{{(Enumerable.Range(1, fields.Length - 1).Any(i => fields[i].Value.IsNullable && IsFollowedByRest(i)) ? "\nbool isWhole = true;" : "")}}
                if (position > end - {{Reach(0)}})
                    return -1;

                """);
            for (int i = 0; i < fields.Length; i++)
            {
                if (i > 0 && IsLong(i))
                    PassRest(writer, i);

                Field(writer, i);
            }

            writer.Lines($$"""
                if (!{{t.JsonLine}}.Has(ref start, position, "}"u8))
                    return -1;

                """);
            Store(writer, fields.Length);
            writer.Line("return position + 1;");
        }
    }

    // Bytes that may be touched from the key of a field on, up to the end of the record or the first value of any length.
    private int Reach(int from)
    {
        int reach = 0;
        for (int i = from; i < fields.Length; i++)
        {
            reach += JsonNames.Length(JsonNames.Key(fields[i].Field.WireName, i == 0));
            if (HasAnyLength(fields[i].Value))
                return reach + TextSlack;

            reach += fields[i].Value.Kind == ValueKind.Timestamp ? TimeSlack : NumberSlack;
        }

        return reach + RecordEnd;
    }

    /// <summary>Whether the length of a value is remembered, and where its point is.</summary>
    public static bool HasShape(ValueModel value) => !HasAnyLength(value) && value.Kind != ValueKind.Boolean;

    private static bool HasAnyLength(ValueModel value) => value.Kind switch
    {
        ValueKind.Boolean or ValueKind.Single or ValueKind.Double => false,
        ValueKind.Timestamp => value.Time?.Unit is null,
        _ => !value.IsInteger,
    };

    // Reading a few numbers is faster than looking for the end behind them.
    private bool IsLong(int from) => fields.Length - from > 3 || fields.Skip(from).Any(f => HasAnyLength(f.Value));

    private bool IsFollowedByRest(int index) => Enumerable.Range(index + 1, fields.Length - index - 1).Any(IsLong);

    private void PassRest(SourceWriter writer, int from)
    {
        string isWhole = fields.Take(from).Skip(1).Any(f => f.Value.IsNullable) ? "isWhole && " : "";
        writer.Line(isWhole.Length == 0 ? "// Nothing more is used?" : "// Nothing more is used, and no field may still come that wasn't where it usually is?");
        using (writer.Braces($"if ({isWhole}!ChecksAll && !({string.Join(" || ", fields.Skip(from).Select(f => "TFields." + f.Field.Member))}))"))
        {
            Store(writer, from);
            writer.Line($"return {t.JsonLine}.SkipRest(ref start, position, end, Context.Validate);");
        }

        writer.Line();
    }

    private void Store(SourceWriter writer, int read) => EventStore.Write(writer, model, "value", field =>
    {
        int index = Array.FindIndex(fields, f => f.Field == field);
        return index < read ? fields[index].Local : fields[index].Unread;
    });

    private void Field(SourceWriter writer, int index)
    {
        FieldCode field = fields[index];
        string key = JsonNames.Key(field.Field.WireName, index == 0);
        int length = JsonNames.Length(key);
        bool mayBeAbsent = field.Value.IsNullable && index > 0;

        if (field.Value.IsNullable)
            writer.Line($"{field.Value.FullType} {field.Local} = default;");

        if (mayBeAbsent)
        {
            using (writer.Braces($"if ({t.JsonLine}.Has(ref start, position, {Literal.Utf8(key)}))"))
            {
                writer.Line($"position += {length};");
                Nullable(writer, field);
            }

            if (IsFollowedByRest(index))
            {
                using (writer.Braces($"else if (TFields.{field.Field.Member})"))
                    writer.Line("isWhole = false;");
            }

            writer.Line();
            Check(writer, field.Value, Reach(index + 1));
            writer.Line();
            return;
        }

        writer.Lines($$"""
            if (!{{t.JsonLine}}.Has(ref start, position, {{Literal.Utf8(key)}}))
                return -1;

            position += {{length}};
            """);
        if (field.Value.IsNullable)
        {
            Nullable(writer, field);
            writer.Line();
        }
        else
        {
            Value(writer, field, field.Local);
        }

        Check(writer, field.Value, Reach(index + 1));
        writer.Line();
    }

    private void Nullable(SourceWriter writer, FieldCode field)
    {
        string some = field.Local.TrimStart('@') + "Value";
        using (writer.Braces($"if ({t.JsonLine}.Has(ref start, position, \"null\"u8))"))
            writer.Line("position += 4;");

        using (writer.Braces("else"))
        {
            Value(writer, field, some);
            writer.Line($"{field.Local} = {some};");
        }
    }

    private static void Check(SourceWriter writer, ValueModel value, int reach)
    {
        writer.Line(HasAnyLength(value) ? $"if (position < 0 || position > end - {reach})" : "if (position < 0)");
        using (writer.Indented())
            writer.Line("return -1;");
    }

    private void Value(SourceWriter writer, FieldCode field, string local)
    {
        if (!HasAnyLength(field.Value))
        {
            writer.Line($"position = {Number(field, local)};");
            return;
        }

        ValueModel value = field.Value;
        string initial = value.Kind == ValueKind.String ? "\"\"" : "default";
        writer.Line($"{value.Type} {local} = {initial};");
        writer.Lines($"if (TFields.{field.Field.Member} || ChecksAll)");
        Read(writer, field, local);
        writer.Lines($$"""
            else
                position = {{t.JsonLine}}.SkipValue(ref start, position, end);

            """);
    }

    private string Number(FieldCode field, string local)
    {
        string where = $"ref start, position, ref {field.Member("Shape")}, out {field.Value.Type} {local}";
        return field.Value.Kind switch
        {
            ValueKind.Boolean => $"{t.JsonLine}.ReadBoolean(ref start, position, out bool {local})",
            ValueKind.Single => $"{t.JsonNumber}.ReadSingle({where})",
            ValueKind.Double => $"{t.JsonNumber}.ReadDouble({where})",
            ValueKind.Timestamp => $"ReadUnix(ref start, position, {field.Member("Form")}, {t.TimeFormat}.Unix{field.Value.Time!.Unit}, {Factor(field.Value.Time.Unit)}, ref {field.Member("Shape")}, out {field.Value.Type} {local})",
            _ => $"{t.JsonNumber}.ReadInteger({where})",
        };
    }

    // Microseconds in a unit.
    private static string Factor(string? unit) => unit switch { "Seconds" => "1_000_000", "Milliseconds" => "1_000", _ => "1" };

    private void Read(SourceWriter writer, FieldCode field, string local)
    {
        string scalar = $"Context, ref start, position, end";
        ValueModel value = field.Value;
        switch (value.Kind)
        {
            case ValueKind.Text:
                One(writer, $"position = ReadText(array, position, end, out {local});");
                break;
            case ValueKind.String:
                using (writer.Braces())
                    writer.Lines($$"""
                        position = ReadText(array, position, end, out {{t.Utf8Text}} text);
                        {{local}} = text.ToString();
                        """);
                break;
            case ValueKind.Decimal:
                One(writer, $"position = {t.NumberReader}.ReadDecimal(ref start, position, position + {t.NumberReader}.Slack, out {local});");
                break;
            case ValueKind.Event:
                One(writer, $"position = {field.Member("Decoder")}.ReadUsual(array, position, end, out {local});");
                break;
            case ValueKind.Array:
                using (writer.Braces())
                    writer.Lines($$"""
                        {{t.JsonCursor}} json = Open(array, position, end);
                        {{local}} = Read{{field.Pascal}}Items(json);
                        position = Close(json, array, position);
                        """);
                break;
            default:
                One(writer, $"position = {ScalarCall(field, scalar)}, out {local});");
                break;
        }
    }

    private string ScalarCall(FieldCode field, string scalar) => field.Value.Kind switch
    {
        ValueKind.Guid => $"{t.JsonScalar}.ReadGuid({scalar}",
        ValueKind.TimeSpan => $"{t.JsonScalar}.ReadDuration({scalar}",
        ValueKind.Enum => $"Read{field.Pascal}({scalar}",
        ValueKind.Timestamp => $"{t.JsonScalar}.ReadTimestamp({scalar}, {field.Member("Form")}",
        ValueKind.DateTimeOffset => $"{t.JsonScalar}.ReadDateTimeOffset({scalar}, {field.Member("Form")}",
        ValueKind.DateOnly => $"{t.JsonScalar}.ReadDate({scalar}, {field.Member("Form")}",
        _ => $"{t.JsonScalar}.ReadTimeOfDay({scalar}, {field.Member("Form")}",
    };

    private static void One(SourceWriter writer, string line)
    {
        using (writer.Indented())
            writer.Line(line);
    }
}
