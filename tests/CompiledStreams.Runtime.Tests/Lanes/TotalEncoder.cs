using System.Buffers.Text;
using System.IO.Pipelines;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Writes <c>customer,amount</c>; a negative amount can't be written.</summary>
internal sealed class TotalEncoder(bool hasHeader) : RecordEncoder<Total>
{
    public override void WriteHeader(PipeWriter writer)
    {
        if (!hasHeader)
            return;

        "customer,amount\n"u8.CopyTo(writer.GetSpan(32));
        writer.Advance(16);
    }

    public override void Encode(ReadOnlySpan<Total> events, PipeWriter writer)
    {
        foreach (ref readonly Total total in events)
        {
            if (total.Amount < 0)
                throw new EncodingException("amount", "is negative");

            Span<byte> span = writer.GetSpan(64);
            Utf8Formatter.TryFormat(total.Customer, span, out int used);
            span[used++] = (byte)',';
            Utf8Formatter.TryFormat(total.Amount, span[used..], out int more);
            used += more;
            span[used++] = (byte)'\n';
            writer.Advance(used);
        }
    }
}
