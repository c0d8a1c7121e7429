namespace CompiledStreams.Runtime;

/// <summary>A source of events that lie in memory, given out where they are.</summary>
/// <typeparam name="T">The event.</typeparam>
internal sealed class EventSource<T>(ReadOnlyMemory<T> events) : SourceReader<T>, ILaneSource
    where T : struct
{
    private int _end = events.Length;
    private int _position;

    public override bool IsCompleted => _position == _end;

    public long Events => Volatile.Read(ref _position);

    public long Bytes => 0;

    public long? TotalBytes => null;

    public long Skipped => 0;

    public override ReadOnlySpan<T> Read(int most)
    {
        int start = _position;
        int count = Math.Min(most, _end - start);
        _position = start + count;
        return events.Span.Slice(start, count);
    }

    public override void Release()
    {
    }

    public bool StartReading(Action wake) => !IsCompleted;

    public void Stop() => _end = _position;

    public void Complete(Exception? error)
    {
    }
}
