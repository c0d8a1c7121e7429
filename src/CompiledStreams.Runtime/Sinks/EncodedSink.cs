namespace CompiledStreams.Runtime;

/// <summary>A sink whose events are encoded into a pipe, a block at a time.</summary>
/// <typeparam name="T">The event.</typeparam>
internal class EncodedSink<T> : SinkWriter<T>, ILaneSink, ICheckpointed
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
        _port = new FlushPort($"Sink '{name}'", outlet, FormatWords.OfOutput(format, encoder), encoder.WriteHeader);
    }

    public string Part => $"sink '{_name}'";

    public long Events => Volatile.Read(ref _events);

    public long Bytes => _port.Bytes;

    public bool IsReaderGone => _port.IsReaderGone;

    private protected ICheckpointedOutlet? Epochs => _port.Epochs;

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
            _port.Begin();
            _encoder.Encode(events, _port.Writer);
        }
        catch (EncodingException exception)
        {
            throw new BadEventException(_name, exception.Field, exception.Reason, _format.Kind.ToString(), exception.Remedy, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw _port.Failure(exception);
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

    public void Save(StateWriter position)
    {
        position.Write(_events);
        _port.Save(position);
    }

    public void Restore(ref StateReader position)
    {
        Volatile.Write(ref _events, position.ReadInt64());
        _port.Restore(ref position);
    }
}

/// <summary>A sink whose output belongs to an epoch.</summary>
/// <typeparam name="T">The event.</typeparam>
internal sealed class CheckpointedSink<T>(string name, Outlet outlet, RecordEncoder<T> encoder, Format format) : EncodedSink<T>(name, outlet, encoder, format), ICheckpointedSink
    where T : struct
{
    public bool IsEpochWanted => Epochs!.IsEpochWanted;

    public void Sync() => Epochs!.Sync();

    public void Publish() => Epochs!.Publish();

    public void Drain() => Epochs!.Drain();

    public void CheckFreshStart(IReadOnlySet<string> deleted) => Epochs!.CheckFreshStart(deleted);
}
