using System.Buffers.Text;

namespace CompiledStreams.Runtime.Tests;

/// <summary>A small decoder with everything the contract knows: quoted line ends, empty lines, bad records, text in place.</summary>
internal sealed class RowDecoder : RecordDecoder<Row>
{
    public override void BeginInput() => Lines = 0;

    public override DecodeResult Decode(byte[] array, int position, int end, bool isFinal, Span<Row> into)
    {
        int count = 0;
        while (count < into.Length)
        {
            ReadOnlySpan<byte> rest = array.AsSpan(position, end - position);
            if (rest.IsEmpty)
                return new DecodeResult(count, position, DecodeStop.NeedMore);

            int recordEnd = RecordEnd(rest);
            if (recordEnd < 0 && !isFinal)
                return new DecodeResult(count, position, DecodeStop.NeedMore);

            int taken = recordEnd < 0 ? rest.Length : recordEnd + 1;
            ReadOnlySpan<byte> record = rest[..taken].TrimLineEnd();
            if (!record.IsEmpty)
            {
                if (!TryDecode(array, position, record, out into[count]))
                    return new DecodeResult(count, position, DecodeStop.BadRecord);

                count++;
            }

            Lines += rest[..taken].Count((byte)'\n');
            position += taken;
        }

        return new DecodeResult(count, position, DecodeStop.Full);
    }

    public override void EndBlock(bool poison)
    {
    }

    /// <summary>The line end outside quotes, or -1.</summary>
    public static int RecordEnd(ReadOnlySpan<byte> bytes)
    {
        bool isQuoted = false;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '"')
                isQuoted = !isQuoted;
            else if (bytes[i] == '\n' && !isQuoted)
                return i;
        }

        return -1;
    }

    private bool TryDecode(byte[] array, int position, ReadOnlySpan<byte> record, out Row row)
    {
        row = default;
        if (!Utf8Parser.TryParse(record, out int customer, out int used) || used == record.Length || record[used] != ',')
            return Fail("customer", "is no number", 0);

        int amountStart = used + 1;
        if (!Utf8Parser.TryParse(record[amountStart..], out long amount, out int amountUsed))
            return Fail("amount", "is no number", amountStart);

        int textStart = amountStart + amountUsed;
        if (textStart < record.Length && record[textStart] != ',')
            return Fail("amount", "is no number", amountStart);
        if (record.Count((byte)'"') % 2 != 0)
            return Fail(null, "has a quote that isn't closed", textStart);

        textStart = Math.Min(textStart + 1, record.Length);
        row = new Row(customer, amount, new Utf8Text(array, position + textStart, record.Length - textStart));
        return true;
    }

    private bool Fail(string? field, string reason, int offset)
    {
        Error = new RecordError(field, reason, offset);
        return false;
    }
}
