namespace CompiledStreams.Runtime;

/// <summary>A sink whose events are encoded into a pipe, a block at a time.</summary>
/// <typeparam name="T">The event.</typeparam>
internal sealed class EncodedSink<T> : SinkWriter<T>, ILaneSink
    where T : struct
{
    private readonly string _name;
    private readonly Format _format;
    private readonly RecordEncoder<T> _encoder;
    private readonly FlushPort _port;
    private T[] _block = new T[LaneProgram.BlockSize];
    private long _events;

    public EncodedSink(string name, Outlet outlet, RecordEncoder<T> encoder, Format format)
    {
        _name = name;
        _format = format;
        _encoder = encoder;
        _port = new FlushPort($"Sink '{name}'", outlet);
        if (outlet.HasContent)
            return;

        long before = _port.Writer.UnflushedBytes;
        encoder.WriteHeader(_port.Writer);
        _port.Wrote(before);
    }

    public long Events => Volatile.Read(ref _events);

    public long Bytes => _port.Bytes;

    public bool IsReaderGone => _port.IsReaderGone;

    public override Span<T> Reserve(int count)
    {
        if (count > _block.Length)
            _block = new T[count];

        return _block.AsSpan(0, count);
    }

    public override void Commit(int count) => Write(_block.AsSpan(0, count));

    public override void Write(ReadOnlySpan<T> events)
    {
        if (events.IsEmpty || _port.IsReaderGone)
            return;

        long before = _port.Writer.UnflushedBytes;
        try
        {
            _encoder.Encode(events, _port.Writer);
        }
        catch (EncodingException exception)
        {
            throw new BadEventException(_name, exception.Field, exception.Reason, _format.Kind.ToString(), exception);
        }
        finally
        {
            _port.Wrote(before);
            IsFull = _port.IsFull;
        }

        Volatile.Write(ref _events, _events + events.Length);
    }

    public bool TryFlush(Action wake)
    {
        bool isFlushed = _port.TryFlush(wake);
        IsFull = _port.IsFull;
        return isFlushed;
    }

    public void Complete() => _port.Complete();
}
