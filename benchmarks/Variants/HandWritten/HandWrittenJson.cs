using System.IO.Pipelines;
using System.Runtime.InteropServices;
using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Runtime;

namespace CompiledStreams.Benchmarks.Variants.HandWritten;

internal sealed class HandWrittenDecode : Variant<DecodeWorkload>
{
    private readonly Purchase[] _batch = new Purchase[HandWrittenTotals.Batch];

    public override string Name => "hand-written";

    public override void Run(DecodeWorkload workload)
    {
        HandWrittenLines lines = new(workload.Input);
        long count = 0;
        ulong sum = 0;
        int read;
        while ((read = lines.Read(_batch)) > 0)
        {
            foreach (ref readonly Purchase purchase in _batch.AsSpan(0, read))
                sum += DecodeWorkload.CheckOf(purchase.Time, purchase.Customer, purchase.Amount);

            count += read;
        }

        workload.Sum = new Outcome(count, sum);
    }
}

internal sealed class HandWrittenEncode : Variant<EncodeWorkload>
{
    private readonly SpendingJsonEncoder _encoder = new(new EncoderOptions(Format.JsonLines));

    public override string Name => "hand-written";

    public override void Run(EncodeWorkload workload)
    {
        ReadOnlySpan<Spending> input = workload.Input;
        for (int start = 0; start < input.Length; start += HandWrittenTotals.Batch)
        {
            _encoder.Encode(input.Slice(start, Math.Min(HandWrittenTotals.Batch, input.Length - start)), workload.Output);
            HandWrittenLines.FlushWhenFull(workload.Output);
        }

        HandWrittenLines.Flush(workload.Output);
    }
}

internal sealed class HandWrittenJsonToJson : Variant<LinesWorkload>
{
    private readonly HandWrittenTotals _totals = new();
    private readonly SpendingJsonEncoder _encoder = new(new EncoderOptions(Format.JsonLines));
    private readonly Purchase[] _purchases = new Purchase[HandWrittenTotals.Batch];
    private readonly Spending[] _spendings = new Spending[HandWrittenTotals.Batch];

    public override string Name => "hand-written";

    public override void Prepare(LinesWorkload workload) => _totals.Warm(workload.Customers);

    public override void Run(LinesWorkload workload)
    {
        HandWrittenLines lines = new(workload.Input);
        int read;
        while ((read = lines.Read(_purchases)) > 0)
        {
            int kept = 0;
            for (int i = 0; i < read; i++)
            {
                if (_purchases[i].Amount > 0)
                    _purchases[kept++] = _purchases[i];
            }

            _totals.Add(_purchases.AsSpan(0, kept), _spendings);
            _encoder.Encode(_spendings.AsSpan(0, kept), workload.Output);
            HandWrittenLines.FlushWhenFull(workload.Output);
        }

        HandWrittenLines.Flush(workload.Output);
    }
}

/// <summary>Lines of a pipe through the project's decoder; a line over two segments is joined first.</summary>
internal ref struct HandWrittenLines(PipeReader reader)
{
    private const int FlushBytes = 64 * 1024;

    private readonly PurchaseJsonDecoder<PurchaseAllFields> _decoder = Begin();
    private byte[] _bytes = [];
    private byte[] _joined = new byte[64 * 1024];
    private int _position;
    private int _end;
    private int _tail;
    private bool _isFinal;

    public static void FlushWhenFull(PipeWriter writer)
    {
        if (writer.UnflushedBytes >= FlushBytes)
            Flush(writer);
    }

    public static void Flush(PipeWriter writer) => writer.FlushAsync().GetAwaiter().GetResult();

    /// <summary>The next lines, none at the end.</summary>
    public int Read(Span<Purchase> into)
    {
        while (true)
        {
            DecodeResult result = _decoder.Decode(_bytes, _position, _end, _isFinal, into);
            _position = result.Position;
            if (result.Count > 0)
                return result.Count;

            if (result.Stop == DecodeStop.BadRecord)
                throw new InvalidDataException(_decoder.Error.Reason);

            if (_isFinal || !NextSegment())
                return 0;
        }
    }

    private static PurchaseJsonDecoder<PurchaseAllFields> Begin()
    {
        PurchaseJsonDecoder<PurchaseAllFields> decoder = new(new DecoderOptions(Format.JsonLines, Validate.Structure));
        decoder.BeginInput();
        return decoder;
    }

    // The pipe hands out one segment a read. What is left of the last one and the first line of this one are a line together.
    private bool NextSegment()
    {
        if (_bytes == _joined)
            return Continue();

        _bytes.AsSpan(_position, _end - _position).CopyTo(_joined);
        _tail = _end - _position;
        if (!reader.TryRead(out ReadResult read) || (read.IsCompleted && read.Buffer.IsEmpty))
        {
            (_bytes, _position, _end, _isFinal) = (_joined, 0, _tail, true);
            return true;
        }

        ReadOnlyMemory<byte> memory = default;
        foreach (ReadOnlyMemory<byte> part in read.Buffer)
            memory = part;

        MemoryMarshal.TryGetArray(memory, out _segment);
        reader.AdvanceTo(read.Buffer.End);
        int first = _tail == 0 ? 0 : memory.Span.IndexOf((byte)'\n') + 1;
        memory.Span[..first].CopyTo(_joined.AsSpan(_tail));
        (_bytes, _position, _end) = (_joined, 0, _tail + first);
        _first = first;
        return true;
    }

    private ArraySegment<byte> _segment;
    private int _first;

    private bool Continue()
    {
        (_bytes, _position, _end) = (_segment.Array!, _segment.Offset + _first, _segment.Offset + _segment.Count);
        return true;
    }
}
