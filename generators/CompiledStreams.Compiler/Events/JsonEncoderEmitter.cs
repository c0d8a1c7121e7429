using System.Globalization;
using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the encoder of JSON lines: literals as words, numbers and texts behind them, as many records as fit a span of the writer; the digits of doubles, two at a time, for a block of records before it is written.</summary>
internal sealed class JsonEncoderEmitter(EventModel model, FieldCode[] fields, EmittedTypes t)
{
    // With a few fields what they have in common is kept in registers from record to record.
    private const int MostInlined = 8;

    // So that a block of pairs is some records; the doubles of an event that has more are written one at a time.
    private const int MostPairs = 8;

    private readonly string _name = CodecNames.JsonEncoder(model.Name);
    private readonly (FieldCode First, FieldCode Second)[] _pairs = [.. DoublePairs(fields).Take(MostPairs)];

    public void Emit(SourceWriter writer)
    {
        writer.Line($"/// <summary>Writes {Literal.Comment(model.Name)} as JSON lines.</summary>");
        writer.Lines(GeneratedCode.Attributes);
        using (writer.Braces($"{model.Accessibility} sealed class {_name} : {t.JsonEncoder}<{model.Type}>"))
        {
            if (Members(writer))
                writer.Line();

            Constructors(writer);
            Loop(writer.Line());
            Size(writer.Line());
            Write(writer.Line());
        }
    }

    private bool Members(SourceWriter writer)
    {
        bool any = false;
        foreach (FieldCode field in fields)
        {
            ValueModel value = field.Value.Item ?? field.Value;
            any |= value.Time is not null || value.Event is not null;
            if (value.Time is not null)
                writer.Line($"private readonly {t.TimeFormat} {field.Member("Form")};");

            if (value.Event is { } nested)
                writer.Line($"private readonly {nested.Scope}{CodecNames.JsonEncoder(nested.Name)} {field.Member("Encoder")};");
        }

        if (_pairs.Length > 0)
            writer.Line($"private readonly {t.DoublePairs} _pairs = new();");

        return any || _pairs.Length > 0;
    }

    private void Constructors(SourceWriter writer)
    {
        writer.Lines($$"""
            public {{_name}}({{t.EncoderOptions}} options)
                : this(new {{t.JsonEncoderContext}}(options), path: "")
            {
                Context.CheckTimeForms();
            }

            /// <summary>Makes the encoder of a field of another event, whose name with a dot is the path.</summary>
            public {{_name}}({{t.JsonEncoderContext}} context, string path)
                : base(context)
            """);
        using (writer.Braces())
        {
            foreach (FieldCode field in fields)
            {
                ValueModel value = field.Value.Item ?? field.Value;
                if (value.Time is { } form)
                    writer.Line($"{field.Member("Form")} = context.{(value.Kind == ValueKind.TimeOnly ? "TimeOfDayForm" : "TimeForm")}(path + {Literal.Of(field.Field.WireName)}, {TimeForms.Make(form, value.Kind, t)});");

                if (value.Event is not null)
                    writer.Line($"{field.Member("Encoder")} = new(context, path + {Literal.Of(field.Field.WireName + ".")});");
            }
        }
    }

    private void Loop(SourceWriter writer)
    {
        if (_pairs.Length == 0)
        {
            writer.Line("/// <inheritdoc/>");
            Block(writer, "public override void Encode");
            return;
        }

        writer.Lines($$"""
            /// <inheritdoc/>
            public override void Encode({{t.ReadOnlySpan}}<{{model.Type}}> events, {{t.PipeWriter}} writer)
            {
                const int Block = {{t.DoublePair}}.Block{{(_pairs.Length == 1 ? "" : " / " + _pairs.Length)}};
                for (; events.Length > Block; events = events[Block..])
                    EncodeBlock(events[..Block], writer);

                EncodeBlock(events, writer);
            }

            """);
        Block(writer, "private void EncodeBlock");
        SetPairs(writer.Line());
    }

    // What the finally block reads lies on the stack: in the loop the offset is another variable, which doesn't.
    private void Block(SourceWriter writer, string method)
    {
        using (writer.Braces($"{method}({t.ReadOnlySpan}<{model.Type}> events, {t.PipeWriter} writer)"))
        {
            if (_pairs.Length > 0)
                writer.Line("SetPairs(events);");

            writer.Lines($$"""
                for (int i = 0; i < events.Length;)
                {
                    {{t.Span}}<byte> room = writer.GetSpan({{t.Math}}.Max(MaxSize(in events[i]) + {{t.JsonEncoding}}.Slack, {{t.JsonEncoding}}.Room));
                    ref byte start = ref {{t.MemoryMarshal}}.GetReference(room);
                    int written = 0;
                    try
                    {
                        // As many records as surely fit.
                        for (int offset = 0; i < events.Length && room.Length - offset >= MaxSize(in events[i]) + {{t.JsonEncoding}}.Slack; i++)
                            written = offset = {{t.JsonLine}}.Put(ref start, WriteFields(ref start, offset, in events[i]{{(_pairs.Length > 0 ? ", i" : "")}}), "}\n"u8);
                    }
                    finally
                    {
                        writer.Advance(written);
                    }
                }
                """);
        }
    }

    private void SetPairs(SourceWriter writer)
    {
        writer.Line("/// <summary>Makes the digits of doubles, those of all records before the first is written.</summary>");
        using (writer.Braces($"private void SetPairs({t.ReadOnlySpan}<{model.Type}> events)"))
        {
            writer.Line($"{t.Span}<{t.DoublePair}> pairs = _pairs.Block;");
            using (writer.Braces("for (int i = 0; i < events.Length; i++)"))
            {
                writer.Line($"ref readonly {model.Type} value = ref events[i];");
                for (int p = 0; p < _pairs.Length; p++)
                    writer.Line($"pairs[{PairIndex(p)}].Set(value.{_pairs[p].First.Field.Member}, value.{_pairs[p].Second.Field.Member});");
            }

            writer.Line();
            writer.Line($"{t.DoublePair}.Split(pairs[..{Times("events.Length")}]);");
        }
    }

    private string Times(string index) => _pairs.Length == 1 ? index : $"({index} * {_pairs.Length})";

    private string PairIndex(int pair) => pair == 0 ? Times("i").Trim('(', ')') : $"{Times("i").Trim('(', ')')} + {pair}";

    private void Size(SourceWriter writer)
    {
        int known = 2;
        List<string> unknown = [];
        for (int i = 0; i < fields.Length; i++)
        {
            known += JsonNames.Length(JsonNames.Key(fields[i].Field.WireName, i == 0));
            if (Fixed(fields[i].Value) is { } bytes)
                known += bytes;
            else
                unknown.Add(SizeOf(fields[i]));
        }

        writer.Line("/// <summary>The most bytes that a record takes.</summary>");
        string sum = string.Concat(unknown.Select(u => " + " + u));
        string total = known.ToString(CultureInfo.InvariantCulture) + sum;
        using (writer.Braces($"public int MaxSize(in {model.Type} value)"))
            writer.Line(unknown.Count == 0 ? $"return {total};" : $"return checked({total});");

        foreach (FieldCode field in fields.Where(f => f.Value.Kind == ValueKind.Array))
            ItemsSize(writer.Line(), field);
    }

    private void ItemsSize(SourceWriter writer, FieldCode field)
    {
        ValueModel item = field.Value.Item!;
        using (writer.Braces($"private int Max{field.Pascal}Size({field.Value.Type} items)"))
        {
            if (Fixed(item) is { } bytes)
            {
                writer.Line($"return checked(2 + items.Length * {bytes + 1});");
                return;
            }

            writer.Lines($$"""
                int size = 2;
                foreach ({{item.FullType}} item in items.Span)
                    size = checked(size + 1 + {{SizeOf(field, item, "item")}});

                return size;
                """);
        }
    }

    private string SizeOf(FieldCode field) => SizeOf(field, field.Value, "value." + field.Field.Member);

    private string SizeOf(FieldCode field, ValueModel value, string expression)
    {
        string some = value.IsNullable && value.Kind != ValueKind.String ? expression + ".GetValueOrDefault()" : expression;
        return value.Kind switch
        {
            ValueKind.Text or ValueKind.String => $"{t.JsonEncoding}.MaxSize({some})",
            ValueKind.Event when value.IsNullable => $"({expression} is {{ }} {Local(field)} ? {field.Member("Encoder")}.MaxSize({Local(field)}) : 4)",
            ValueKind.Event => $"{field.Member("Encoder")}.MaxSize({some})",
            ValueKind.Array when value.IsNullable => $"Max{field.Pascal}Size({some}) + 4",
            ValueKind.Array => $"Max{field.Pascal}Size({some})",
            _ => $"{field.Member("Form")}.MaxLength + {t.TimeWriter}.MaxDateTimeOffsetLength + 2",
        };
    }

    private static string Local(FieldCode field) => field.Local.TrimStart('@') + "Some";

    // The most bytes of a value, where that doesn't depend on it; the form of a time is known when the encoder is made.
    private static int? Fixed(ValueModel value) => value.Kind switch
    {
        ValueKind.Boolean => 5,
        ValueKind.SByte or ValueKind.Int16 => 6,
        ValueKind.Byte or ValueKind.UInt16 => 5,
        ValueKind.Int32 or ValueKind.UInt32 => 11,
        ValueKind.Int64 or ValueKind.UInt64 => 20,
        ValueKind.Single => 15,
        ValueKind.Double => 24,
        ValueKind.Decimal => 31,
        ValueKind.Guid => 38,
        ValueKind.TimeSpan => 28,
        ValueKind.Enum => Math.Max(20, value.Enum!.Members.Select(m => JsonNames.Length(m) + 2).DefaultIfEmpty(0).Max()),
        _ => null,
    };

    private void WriteOne(SourceWriter writer)
    {
        writer.Line("/// <summary>Writes one object, without a line end.</summary>");
        if (_pairs.Length == 0)
        {
            writer.Lines($$"""
                public int Write(ref byte start, int offset, in {{model.Type}} value) =>
                    {{t.JsonLine}}.Put(ref start, WriteFields(ref start, offset, in value), "}"u8);
                """);
            return;
        }

        writer.Lines($$"""
            public int Write(ref byte start, int offset, in {{model.Type}} value)
            {
                SetPairs(new(in value));
                return {{t.JsonLine}}.Put(ref start, WriteFields(ref start, offset, in value, 0), "}"u8);
            }
            """);
    }

    private void Write(SourceWriter writer)
    {
        WriteOne(writer);
        writer.Line();
        if (fields.Length <= MostInlined)
            writer.Line(GeneratedCode.Inlined);

        using (writer.Braces($"private int WriteFields(ref byte start, int offset, in {model.Type} value{(_pairs.Length > 0 ? ", int i" : "")})"))
        {
            Pairs(writer);
            Fields(writer, OfPair);
        }

        if (_pairs.Length > 0)
        {
            writer.Lines($$"""

                /// <summary>Writes the fields of an event whose doubles aren't all as usual.</summary>
                private int WriteOther(ref byte start, int offset, in {{model.Type}} value)
                """);
            using (writer.Braces())
                Fields(writer, ofPair: null);
        }

        foreach (FieldCode field in fields.Where(f => f.Value.Kind == ValueKind.Array))
            Items(writer.Line(), field);

        foreach (FieldCode field in fields.Where(f => (f.Value.Item ?? f.Value).Kind == ValueKind.Enum))
            Enum(writer.Line(), field);
    }

    // The first, and the second, of two doubles whose digits are made together.
    private static IEnumerable<(FieldCode First, FieldCode Second)> DoublePairs(FieldCode[] fields)
    {
        FieldCode[] doubles = [.. fields.Where(f => f.Value is { Kind: ValueKind.Double, IsNullable: false })];
        for (int i = 0; i + 1 < doubles.Length; i += 2)
            yield return (doubles[i], doubles[i + 1]);
    }

    private void Pairs(SourceWriter writer)
    {
        if (_pairs.Length == 0)
            return;

        for (int p = 0; p < _pairs.Length; p++)
            writer.Line($"ref readonly {t.DoublePair} {PairName(_pairs[p].First)} = ref _pairs[{PairIndex(p)}];");

        writer.Line($"if ({string.Join(" || ", _pairs.Select(p => $"!{PairName(p.First)}.Holds"))})");
        using (writer.Indented())
            writer.Line("return WriteOther(ref start, offset, in value);");

        writer.Line();
    }

    private void Fields(SourceWriter writer, Func<FieldCode, string?>? ofPair)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            FieldCode field = fields[i];
            writer.Line($"offset = {t.JsonLine}.Put(ref start, offset, {Literal.Utf8(JsonNames.Key(field.Field.WireName, i == 0))});");
            if (field.Value.IsNullable)
            {
                string some = Local(field);
                writer.Lines($$"""
                    offset = value.{{field.Field.Member}} is { } {{some}}
                        ? {{Expression(field, field.Value, some)}}
                        : {{t.JsonLine}}.Put(ref start, offset, "null"u8);
                    """);
            }
            else
            {
                writer.Line($"offset = {ofPair?.Invoke(field) ?? Expression(field, field.Value, "value." + field.Field.Member)};");
            }
        }

        writer.Line("return offset;");
    }

    private static string PairName(FieldCode first) => first.Local.TrimStart('@') + "Pair";

    private string? OfPair(FieldCode field)
    {
        foreach ((FieldCode first, FieldCode second) in _pairs)
        {
            if (field == first || field == second)
                return $"{PairName(first)}.{(field == first ? "WriteFirst" : "WriteSecond")}(ref start, offset)";
        }

        return null;
    }

    private void Items(SourceWriter writer, FieldCode field)
    {
        ValueModel item = field.Value.Item!;
        using (writer.Braces($"private int Write{field.Pascal}Items(ref byte start, int offset, {field.Value.Type} items)"))
        {
            writer.Line($"offset = {t.JsonLine}.Put(ref start, offset, \"[\"u8);");
            using (writer.Braces("for (int i = 0; i < items.Length; i++)"))
            {
                writer.Lines($$"""
                    if (i > 0)
                        offset = {{t.JsonLine}}.Put(ref start, offset, ","u8);

                    """);
                if (item.IsNullable)
                {
                    writer.Lines($$"""
                        offset = items.Span[i] is { } item
                            ? {{Expression(field, item, "item")}}
                            : {{t.JsonLine}}.Put(ref start, offset, "null"u8);
                        """);
                }
                else
                {
                    writer.Line($"offset = {Expression(field, item, "items.Span[i]")};");
                }
            }

            writer.Line();
            writer.Line($"return {t.JsonLine}.Put(ref start, offset, \"]\"u8);");
        }
    }

    private void Enum(SourceWriter writer, FieldCode field)
    {
        ValueModel value = field.Value.Item ?? field.Value;
        string number = value.Enum!.Underlying is ValueKind.UInt64 ? "WriteUInt64(ref start, offset, (ulong)value)" : "WriteInt64(ref start, offset, (long)value)";
        using (writer.Braces($"private static int Write{field.Pascal}(ref byte start, int offset, {value.Type} value) => value switch", ";"))
        {
            foreach (string member in value.Enum.Members)
                writer.Line($"{value.Type}.{Literal.Identifier(member)} => {t.JsonLine}.Put(ref start, offset, {Literal.Utf8($"\"{member}\"")}),");

            writer.Line($"_ => {t.NumberWriter}.{number},");
        }
    }

    private string Expression(FieldCode field, ValueModel value, string some)
    {
        string name = Literal.Of(field.Field.WireName);
        return value.Kind switch
        {
            ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Int32 => $"{t.NumberWriter}.WriteInt32(ref start, offset, {some})",
            ValueKind.UInt32 => $"{t.NumberWriter}.WriteUInt32(ref start, offset, {some})",
            ValueKind.Int64 => $"{t.NumberWriter}.WriteInt64(ref start, offset, {some})",
            ValueKind.UInt64 => $"{t.NumberWriter}.WriteUInt64(ref start, offset, {some})",
            ValueKind.Single or ValueKind.Double => $"{t.JsonEncoding}.Write(ref start, offset, {name}, {some})",
            ValueKind.Decimal => $"{t.TimeWriter}.WriteDecimal(ref start, offset, {some})",
            ValueKind.Timestamp or ValueKind.DateTimeOffset or ValueKind.DateOnly or ValueKind.TimeOnly => $"{t.JsonEncoding}.Write(ref start, offset, {field.Member("Form")}, {name}, {some})",
            ValueKind.Enum => $"Write{field.Pascal}(ref start, offset, {some})",
            ValueKind.Event => $"{field.Member("Encoder")}.Write(ref start, offset, {some})",
            ValueKind.Array => $"Write{field.Pascal}Items(ref start, offset, {some})",
            _ => $"{t.JsonEncoding}.Write(ref start, offset, {some})",
        };
    }
}
