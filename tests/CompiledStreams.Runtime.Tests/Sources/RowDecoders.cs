namespace CompiledStreams.Runtime.Tests;

/// <summary>What the compiler would make for JSON lines, without the fast way.</summary>
internal sealed class JsonRowDecoder(Format format) : JsonDecoder<Row>(new JsonContext(new DecoderOptions(format, Validate.Structure)))
{
    private readonly JsonKeys _keys = new("customer", "amount", "text");

    protected override DecodeResult DecodeRecords(byte[] array, int position, int end, bool isFinal, Span<Row> into)
    {
        int count = 0;
        while (count < into.Length)
        {
            int next = ReadAny(array, position, end, isFinal, out into[count]);
            if (next < 0)
            {
                Lines += count;
                return new DecodeResult(count, ~next, Stop);
            }

            position = next;
            count++;
        }

        Lines += count;
        return new DecodeResult(count, position, DecodeStop.Full);
    }

    protected override Row ReadFields(JsonCursor json)
    {
        int customer = 0;
        long amount = 0;
        Utf8Text text = default;
        bool hasCustomer = false, hasAmount = false, hasText = false;
        while (json.NextField(_keys))
        {
            switch (json.Field)
            {
                case 0 when json.Takes(true, ref hasCustomer):
                    customer = json.ReadInteger<int>();
                    break;
                case 1 when json.Takes(true, ref hasAmount):
                    amount = json.ReadInteger<long>();
                    break;
                case 2 when json.Takes(true, ref hasText):
                    text = json.ReadText();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (!hasAmount)
            json.FailMissing("amount");

        return new Row(customer, amount, text);
    }
}

/// <summary>What the compiler would make for delimited text, without the fast way.</summary>
internal sealed class DelimitedRowDecoder(Format format) : DelimitedDecoder<Row>(new DecoderOptions(format, Validate.Structure), "Row", s_fields)
{
    private static readonly DelimitedField[] s_fields = [new("customer"), new("amount"), new("text") { IsText = true }];

    protected override int DecodeInOrder(byte[] array, int position, int end, Span<Row> into, ref int count) => position;

    protected override bool TryRead(out Row value)
    {
        value = default;
        if (FieldParser.ParseInteger(Bytes(0), out int customer, NumberGrammar.Delimited) is not FieldError.None and var badCustomer)
            return Refuse(0, badCustomer);
        if (FieldParser.ParseInteger(Bytes(1), out long amount, NumberGrammar.Delimited) is not FieldError.None and var badAmount)
            return Refuse(1, badAmount);
        if (Text(2, out Utf8Text text) is not FieldError.None and var badText)
            return Refuse(2, badText);

        value = new Row(customer, amount, text);
        return true;
    }
}
