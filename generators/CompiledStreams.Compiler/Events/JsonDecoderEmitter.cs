using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the decoder of JSON lines: the block loop, and what its two ways to read a record need.</summary>
internal sealed class JsonDecoderEmitter(EventModel model, FieldCode[] fields, EmittedTypes t)
{
    private readonly string _name = CodecNames.JsonDecoder(model.Name);
    private readonly JsonBlockEmitter? _block = JsonBlockEmitter.IsFor(model) ? new(model, fields, t) : null;

    public void Emit(SourceWriter writer)
    {
        writer.Line($"/// <summary>Reads {Literal.Comment(model.Name)} from JSON lines.</summary>");
        writer.Line($"/// <typeparam name=\"TFields\">Which fields are used.</typeparam>");
        writer.Lines(GeneratedCode.Attributes);
        writer.Line($"{model.Accessibility} sealed class {_name}<TFields> : {t.JsonDecoder}<{model.Type}>");
        using (writer.Indented())
            writer.Line($"where TFields : struct, {CodecNames.FieldSet(model.Name)}");

        using (writer.Braces())
        {
            Members(writer);
            Constructors(writer.Line());
            Loop(writer.Line());
            _block?.Emit(writer.Line());
            new JsonUsualEmitter(model, fields, t).Emit(writer.Line());
            new JsonAnyEmitter(model, fields, t).Emit(writer.Line());
        }
    }

    private void Members(SourceWriter writer)
    {
        writer.Line($"private readonly {t.JsonKeys} _keys = new({string.Join(", ", fields.Select(f => Literal.Of(f.Field.WireName)))});");
        _block?.EmitMembers(writer);
        foreach (FieldCode field in fields)
        {
            ValueModel value = field.Value.Item ?? field.Value;
            if (value.Time is not null)
                writer.Line($"private readonly {t.TimeFormat} {field.Member("Form")};");

            if (value.Event is { } nested)
                writer.Line($"private readonly {Decoder(nested)} {field.Member("Decoder")};");

            if (field.Value.Kind == ValueKind.Array)
                writer.Line($"private readonly {t.ItemScratch}<{value.FullType}> {field.Member("Items")};");

            if (JsonUsualEmitter.HasShape(field.Value))
                writer.Line($"private {t.JsonShape} {field.Member("Shape")};");
        }
    }

    private void Constructors(SourceWriter writer)
    {
        writer.Lines($$"""
            public {{_name}}({{t.DecoderOptions}} options)
                : this(new {{t.JsonContext}}(options), path: "")
            {
                Context.CheckTimeForms();
            }

            /// <summary>Makes the decoder of a field of another event, whose name with a dot is the path.</summary>
            public {{_name}}({{t.JsonContext}} context, string path)
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
                    writer.Line($"{field.Member("Decoder")} = new(context, path + {Literal.Of(field.Field.WireName + ".")});");

                if (field.Value.Kind == ValueKind.Array)
                    writer.Line($"{field.Member("Items")} = context.Items<{value.FullType}>();");
            }
        }
    }

    private void Loop(SourceWriter writer)
    {
        writer.Lines($$"""
            /// <inheritdoc/>
            protected override {{t.DecodeResult}} DecodeRecords(byte[] array, int position, int end, bool isFinal, {{t.Span}}<{{model.Type}}> into)
            {
                ref byte start = ref {{t.MemoryMarshal}}.GetArrayDataReference(array);
                int count = 0;
            """);
        using (writer.Indented())
        {
            if (_block is not null)
                writer.Line("int others = 0;");

            using (writer.Braces("while (count < into.Length)"))
            {
                if (_block is not null)
                    Block(writer);

                writer.Lines($$"""
                    int next = ReadUsual(array, position, end, out into[count]);
                    if (next >= 0)
                        next = {{t.JsonLine}}.PassLineEnd(ref start, next);

                    // Another order of keys, blanks, an empty line, a mistake, or the end of the bytes in hand.
                    if (next < 0)
                        next = ReadAny(array, position, end, isFinal, out into[count]);

                    if (next < 0)
                    {
                        Lines += count;
                        return new {{t.DecodeResult}}(count, ~next, Stop);
                    }

                    position = next;
                    count++;
                    """);
            }

            writer.Lines($$"""

                Lines += count;
                return new {{t.DecodeResult}}(count, position, {{t.DecodeStop}}.Full);
                """);
        }

        writer.Line("}");
    }

    private void Block(SourceWriter writer)
    {
        string condition = string.Concat(new[] { $"{t.JsonScan}.IsSupported", _block!.Condition() }.Where(c => c is not null).Select(c => c + " && "));
        writer.Lines($$"""
            // Where the records in between are others, many at once are tried again after some.
            if ({{condition}}--others < 0)
            {
                int block = ReadBlock(ref start, ref position, end, into.Slice(count));
                count += block;
                if (count == into.Length)
                    break;

                if (block == {{t.DigitColumns}}.MaxRecords)
                    continue;

                others = block < 8 ? 32 : 0;
            }

            """);
    }

    private static string Decoder(EventReference nested) =>
        $"{nested.Scope}{CodecNames.JsonDecoder(nested.Name)}<{nested.Scope}{CodecNames.AllFields(nested.Name)}>";
}
