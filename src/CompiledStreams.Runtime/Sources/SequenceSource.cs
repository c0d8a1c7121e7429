namespace CompiledStreams.Runtime;

/// <summary>A source of events that are enumerated on the lane's thread.</summary>
/// <typeparam name="T">The event.</typeparam>
internal sealed class SequenceSource<T>(IEnumerable<T> events, string name) : SourceReader<T>, ILaneSource
    where T : struct
{
    private readonly IEnumerator<T> _events = events.GetEnumerator();
    private readonly T[] _block = new T[LaneProgram.BlockSize];
    private long _count;
    private bool _isCompleted;

    public override bool IsCompleted => _isCompleted;

    public long Events => Volatile.Read(ref _count);

    public long Bytes => 0;

    public long? TotalBytes => null;

    public long Skipped => 0;

    public override ReadOnlySpan<T> Read(int most)
    {
        int room = Math.Min(most, _block.Length);
        int count = 0;
        while (count < room && TryMoveNext())
            _block[count++] = _events.Current;

        Volatile.Write(ref _count, _count + count);
        return _block.AsSpan(0, count);
    }

    public override void Release()
    {
    }

    public bool StartReading(Action wake) => !_isCompleted;

    public void Stop() => _isCompleted = true;

    public void Complete(Exception? error) => _events.Dispose();

    private bool TryMoveNext()
    {
        try
        {
            _isCompleted = _isCompleted || !_events.MoveNext();
        }
        catch (Exception exception)
        {
            throw new ConnectorException($"Source '{name}': the sequence it is bound to threw {exception.GetType().Name}: {exception.Message}", exception);
        }

        return !_isCompleted;
    }
}
