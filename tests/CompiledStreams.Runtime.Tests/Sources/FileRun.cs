using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace CompiledStreams.Runtime.Tests;

/// <summary>A source of rows over files, as one process would run it: read for a while, saved, and gone.</summary>
internal sealed class FileRun : IDisposable
{
    private static readonly BlockPool s_blocks = new();

    private readonly Pipe _deadLetters = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly DeadLetterSink _sink;

    public FileRun(IInput input, bool stops = false, bool poison = false, TimeProvider? clock = null)
    {
        _sink = new DeadLetterSink("Rows", new Outlet(_deadLetters.Writer));
        RecordDecoder<Row> decoder = input.Format is DelimitedFormat ? new DelimitedRowDecoder(input.Format) : new JsonRowDecoder(input.Format);
        BadRecordPolicy policy = stops ? BadRecordPolicy.Stop("Rows") : new BadRecordPolicy("Rows", Stops: false, _sink);
        Source = new RecordSource<Row>(SourceOpening.Open("Rows", input, s_blocks, clock ?? TimeProvider.System), decoder, input.Format, policy, poison);
    }

    public RecordSource<Row> Source { get; }

    /// <summary>Rows that were read, and what went to the dead letters.</summary>
    public List<string> Rows { get; } = [];

    public string Counts => $"{Source.Events} events, {Source.Bytes} bytes, {Source.Skipped} skipped";

    /// <summary>Goes on where a source was saved.</summary>
    public FileRun From(byte[] position)
    {
        StateReader reader = new(position);
        Source.Restore(ref reader);
        Assert.True(reader.IsAtEnd, "The source left something of its position unread.");
        return this;
    }

    /// <summary>Reads blocks until there are this many rows, or the source has ended.</summary>
    public FileRun Read(int rows = int.MaxValue, int most = 256)
    {
        while (Rows.Count < rows && !Source.IsCompleted)
        {
            int count = ReadBlock(Math.Min(most, rows - Rows.Count));
            Assert.True(count > 0 || Source.IsCompleted || Source.StartReading(() => { }), "The source neither gives events, ends, nor has input in hand.");
        }

        return this;
    }

    public int ReadBlock(int most)
    {
        ReadOnlySpan<Row> block = Source.Read(most);
        foreach (Row row in block)
            Rows.Add(row.ToString());

        Source.Release();
        Assert.True(_sink.TryFlush(() => { }));
        return block.Length;
    }

    public byte[] Save()
    {
        StateWriter writer = new();
        Source.Save(writer);
        return writer.Written.ToArray();
    }

    /// <summary>The dead letters up to now, a line each.</summary>
    public string[] TakeDeadLetters()
    {
        if (!_deadLetters.Reader.TryRead(out ReadResult result))
            return [];

        string text = Encoding.UTF8.GetString(result.Buffer.ToArray());
        _deadLetters.Reader.AdvanceTo(result.Buffer.End);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose() => Source.Complete(null);
}
