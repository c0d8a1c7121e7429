namespace CompiledStreams.Runtime;

/// <summary>A source of events that are enumerated on the lane's thread.</summary>
/// <typeparam name="T">The event.</typeparam>
internal sealed class SequenceSource<T> : SourceReader<T>, ILaneSource
    where T : struct
{
    private readonly string _name;
    private readonly IEnumerator<T> _events;
    private readonly T[] _block = new T[LaneProgram.BlockSize];
    private long _count;
    private bool _isCompleted;
    private Exception? _failure;

    /// <exception cref="ConnectorException">The sequence can't be begun.</exception>
    public SequenceSource(IEnumerable<T> events, string name)
    {
        _name = name;
        try
        {
            _events = events.GetEnumerator();
        }
        catch (Exception exception)
        {
            throw Failure(exception);
        }
    }

    public override bool IsCompleted => _isCompleted;

    public long Events => Volatile.Read(ref _count);

    public long Bytes => 0;

    public long? TotalBytes => null;

    public long Skipped => 0;

    public override ReadOnlySpan<T> Read(int most)
    {
        int room = Math.Min(most, _block.Length);
        int count = 0;
        while (count < room && TryTake(out _block[count]))
            count++;

        // What came before is finished first.
        if (_failure is not null && count == 0)
            throw Failure(_failure);

        Volatile.Write(ref _count, _count + count);
        return _block.AsSpan(0, count);
    }

    public override void Release()
    {
    }

    public bool StartReading(Action wake) => !_isCompleted;

    public void Stop() => _isCompleted = true;

    public void Complete(Exception? error)
    {
        try
        {
            _events.Dispose();
        }
        catch (Exception exception)
        {
            // Of two failures, the one that ended the run is told.
            if (error is null)
                throw Failure(exception);
        }
    }

    private bool TryTake(out T value)
    {
        value = default;
        if (_isCompleted || _failure is not null)
            return false;

        try
        {
            _isCompleted = !_events.MoveNext();
            if (!_isCompleted)
                value = _events.Current;
        }
        catch (Exception exception)
        {
            _failure = exception;
            return false;
        }

        return !_isCompleted;
    }

    private ConnectorException Failure(Exception exception) =>
        new($"Source '{_name}': the sequence it is bound to threw {exception.GetType().Name}: {exception.Message}", exception);
}
