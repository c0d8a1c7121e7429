using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CompiledStreams.Runtime;

namespace CompiledStreams.Testing;

internal interface ITestSource
{
    void Complete();
}

/// <summary>Gives out what was pushed: an event, as a copy that is overwritten after it, or records through the pipeline's own decoder.</summary>
/// <typeparam name="T">The event.</typeparam>
internal sealed class TestSource<T>(string name, Func<Format, RecordDecoder<T>> makeDecoder, bool poison) : SourceReader<T>, ITestSource
    where T : struct
{
    private const byte Poison = 0xDD;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly Queue<T> _events = [];
    private readonly List<byte[]> _texts = [];
    private readonly T[] _current = new T[1];
    private RecordSource<T>? _records;
    private Format? _format;
    private bool _isEnded;

    public override bool IsCompleted => _isEnded && _events.Count == 0 && _records is null or { IsCompleted: true };

    public void Push(T value)
    {
        ThrowIfEnded();
        _events.Enqueue(value);
    }

    public void Push(Format format, string records)
    {
        ThrowIfEnded();
        if (_format is not null && _format != format)
            throw new InvalidOperationException($"Source '{name}' was given records in another format before; push one format into a source.");

        _format = format;
        _records ??= new RecordSource<T>(new SingleInput(_pipe.Reader), makeDecoder(format), format, BadRecordPolicy.Stop(name), poison);
        _pipe.Writer.Write(Encoding.UTF8.GetBytes(records));
        Flush();
    }

    public void Complete()
    {
        _isEnded = true;
        _pipe.Writer.Complete();
    }

    public override ReadOnlySpan<T> Read(int most)
    {
        if (!_events.TryDequeue(out T value))
            return _records is null ? default : _records.Read(most);

        _current[0] = poison ? EventCopy<T>.Of(value, CopyText) : value;
        return _current;
    }

    public override void Release()
    {
        foreach (byte[] text in _texts)
            text.AsSpan().Fill(Poison);

        _texts.Clear();
        _records?.Release();
    }

    private byte[] CopyText(ReadOnlySpan<byte> text)
    {
        byte[] copy = text.ToArray();
        _texts.Add(copy);
        return copy;
    }

    private void Flush()
    {
        // Never pauses: the pipe has no threshold.
        ValueTask<FlushResult> flush = _pipe.Writer.FlushAsync();
        _ = flush.GetAwaiter().GetResult();
    }

    private void ThrowIfEnded()
    {
        if (_isEnded)
            throw new InvalidOperationException($"Source '{name}' has ended: nothing can be pushed after Complete.");
    }
}
