using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the reading of a record in any order of keys, and of arrays and enums in any record.</summary>
internal sealed class JsonAnyEmitter(EventModel model, FieldCode[] fields, EmittedTypes t)
{
    public void Emit(SourceWriter writer)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"protected override {model.Type} ReadFields({t.JsonCursor} json)"))
        {
            foreach (FieldCode field in fields)
                writer.Line($"{field.Value.FullType} {field.Local} = {Default(field.Value)};");

            writer.Line($"bool {string.Join(", ", fields.Select(f => $"has{f.Pascal} = false"))};");
            using (writer.Braces("while (json.NextField(_keys))"))
                Match(writer);

            writer.Line();
            foreach (FieldCode field in fields.Where(f => !f.Value.IsNullable))
            {
                writer.Line($"if (!has{field.Pascal} && (TFields.{field.Field.Member} || json.ChecksAll))");
                using (writer.Indented())
                    writer.Line($"json.FailMissing({Literal.Of(field.Field.WireName)});");
            }

            writer.Line();
            writer.Line($"return {EventStore.New(model, field => fields.Single(f => f.Field == field).Local)};");
        }

        foreach (FieldCode field in fields.Where(f => f.Value.Kind == ValueKind.Array))
            Items(writer.Line(), field);

        foreach (FieldCode field in fields.Where(f => (f.Value.Item ?? f.Value).Kind == ValueKind.Enum))
            Enum(writer.Line(), field);
    }

    private void Match(SourceWriter writer)
    {
        using (writer.Braces("switch (json.Field)"))
        {
            for (int i = 0; i < fields.Length; i++)
            {
                FieldCode field = fields[i];
                writer.Line($"case {i} when json.Takes(TFields.{field.Field.Member}, ref has{field.Pascal}):");
                using (writer.Indented())
                    writer.Lines($"""
                        {field.Local} = {Nullable(field.Value, Expression(field, field.Value))};
                        break;
                        """);
            }

            writer.Lines("""
                default:
                    json.Skip();
                    break;
                """);
        }

        writer.Line();
        writer.Line($"if (json.MaySkipRest && {string.Join(" && ", fields.Select(f => $"(has{f.Pascal} || !TFields.{f.Field.Member})"))})");
        using (writer.Braces())
            writer.Lines("""
                json.SkipRest();
                break;
                """);
    }

    private void Items(SourceWriter writer, FieldCode field)
    {
        ValueModel item = field.Value.Item!;
        string items = field.Member("Items");
        using (writer.Braces($"private {field.Value.Type} Read{field.Pascal}Items({t.JsonCursor} json)"))
        {
            writer.Lines($$"""
                json.BeginArray();
                {{items}}.Begin();
                while (json.NextItem())
                    {{items}}.Add({{Nullable(item, Expression(field, item))}});

                return {{items}}.End();
                """);
        }
    }

    private void Enum(SourceWriter writer, FieldCode field)
    {
        ValueModel value = field.Value.Item ?? field.Value;
        EnumModel model = value.Enum!;
        writer.Line($"/// <summary>Reads {Literal.Comment(value.Type)} by name or number.</summary>");
        using (writer.Braces($"private static int Read{field.Pascal}({t.JsonContext} context, ref byte start, int position, int end, out {value.Type} value)"))
        {
            writer.Lines($$"""
                int next = context.ReadName(ref start, position, end, out {{t.ReadOnlySpan}}<byte> name);
                if (next == {{t.JsonScalar}}.NoName)
                {
                    next = {{t.NumberReader}}.ReadInteger(ref start, position, end, out {{Keyword(model.Underlying)}} number);
                    value = ({{value.Type}})number;
                    return next;
                }

                value = default;
                if (next < 0)
                    return next;

                """);
            string start = "if";
            foreach (string member in model.Members.Concat(model.Aliases))
            {
                writer.Line($"{start} (name.SequenceEqual({Literal.Utf8(member)}))");
                using (writer.Indented())
                    writer.Line($"value = {value.Type}.{Literal.Identifier(member)};");

                start = "else if";
            }

            if (start != "if")
                writer.Line("else");

            using (writer.Indented())
                writer.Line($"return {t.JsonScalar}.NotAMember;");

            if (start != "if")
                writer.Line().Line("return next;");
        }
    }

    private static string Nullable(ValueModel value, string expression) => value.IsNullable ? $"json.TryReadNull() ? default({value.FullType}) : {expression}" : expression;

    private static string Expression(FieldCode field, ValueModel value) => value.Kind switch
    {
        ValueKind.Boolean => "json.ReadBoolean()",
        ValueKind.Single => "json.ReadSingle()",
        ValueKind.Double => "json.ReadDouble()",
        ValueKind.Decimal => "json.ReadDecimal()",
        ValueKind.Timestamp => $"json.ReadTimestamp({field.Member("Form")})",
        ValueKind.DateTimeOffset => $"json.ReadDateTimeOffset({field.Member("Form")})",
        ValueKind.DateOnly => $"json.ReadDate({field.Member("Form")})",
        ValueKind.TimeOnly => $"json.ReadTimeOfDay({field.Member("Form")})",
        ValueKind.TimeSpan => "json.ReadDuration()",
        ValueKind.Guid => "json.ReadGuid()",
        ValueKind.Enum => $"json.ReadEnum<{value.Type}>(Read{field.Pascal})",
        ValueKind.Text => "json.ReadText()",
        ValueKind.String => "json.ReadString()",
        ValueKind.Event => $"{field.Member("Decoder")}.ReadNested(json)",
        ValueKind.Array => $"Read{field.Pascal}Items(json)",
        _ => $"json.ReadInteger<{value.Type}>()",
    };

    private static string Default(ValueModel value) => value is { Kind: ValueKind.String, IsNullable: false } ? "\"\"" : "default";

    internal static string Keyword(ValueKind integer) => integer switch
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
