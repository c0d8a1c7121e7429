using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Variants.HandOwn;

/// <summary>What is done with a batch of lines, and whether that needs their times.</summary>
internal interface ILineSink
{
    static abstract bool WithTime { get; }

    void Take(LineBatch batch);
}

/// <summary>Reads all lines of a pipe in batches: usual lines by <see cref="LineScanner"/>, any others one by one by Utf8JsonReader.</summary>
internal unsafe ref struct LineReader<TSink>(LineBatch batch, ref TSink sink) where TSink : ILineSink
{
    private ref TSink _sink = ref sink;

    public void ReadAll(PipeReader pipe)
    {
        batch.Count = 0;
        bool completed;
        do
        {
            var reading = pipe.ReadAsync();
            var read = reading.IsCompletedSuccessfully ? reading.Result : reading.AsTask().GetAwaiter().GetResult();
            completed = read.IsCompleted;
            var rest = Read(read.Buffer);
            if (completed && !rest.IsEmpty)
            {
                ReadLine(rest);
                rest = rest.Slice(rest.End);
            }

            pipe.AdvanceTo(rest.Start, read.Buffer.End);
        }
        while (!completed);

        PassOn();
    }

    /// <summary>Reads whole lines, and returns what is left.</summary>
    private ReadOnlySequence<byte> Read(ReadOnlySequence<byte> bytes)
    {
        while (true)
        {
            bytes = bytes.Slice(Read(bytes.FirstSpan));
            if (bytes.PositionOf((byte)'\n') is not { } end)
                return bytes;

            ReadLine(bytes.Slice(0, end));
            bytes = bytes.Slice(bytes.GetPosition(1, end));
        }
    }

    private int Read(ReadOnlySpan<byte> segment)
    {
        fixed (byte* start = segment)
        {
            var line = start;
            var end = start + segment.Length;
            while (line < end)
            {
                if (LineScanner.IsSupported)
                    line = LineScanner.Scan<TSink>(line, end - LineScanner.Reach, batch);
                if (batch.Count == LineBatch.Size)
                {
                    PassOn();
                    continue;
                }

                // Another form, or too near the end of the segment.
                var rest = new ReadOnlySpan<byte>(line, (int)(end - line));
                var length = rest.IndexOf((byte)'\n');
                if (length < 0)
                    break;

                ReadLine(new Utf8JsonReader(rest[..length]));
                line += length + 1;
            }

            return (int)(line - start);
        }
    }

    private void PassOn()
    {
        if (batch.Count == 0)
            return;

        batch.ConvertCustomersAndAmounts();
        if (TSink.WithTime)
            batch.ConvertTimes();
        _sink.Take(batch);
        batch.Count = 0;
    }

    private void ReadLine(ReadOnlySequence<byte> line) => ReadLine(new Utf8JsonReader(line));

    /// <summary>Any valid line: keys in any order, others skipped, blanks.</summary>
    private void ReadLine(Utf8JsonReader json)
    {
        PassOn();
        var purchase = default(Purchase);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A line must be a JSON object.");

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (time, customer, amount) = (json.ValueTextEquals("time"u8), json.ValueTextEquals("customer"u8), json.ValueTextEquals("amount"u8));
            json.Read();
            if (time)
                purchase.Time = json.GetInt64();
            else if (customer)
                purchase.Customer = json.GetInt32();
            else if (amount)
                purchase.Amount = json.GetDouble();
            else
                json.Skip();
        }

        if (json.Read())
            throw new JsonException("A line must hold one JSON object.");

        batch.Times[0] = purchase.Time;
        batch.Customers[0] = purchase.Customer;
        batch.Amounts[0] = purchase.Amount;
        batch.Count = 1;
        _sink.Take(batch);
        batch.Count = 0;
    }
}
