namespace CompiledStreams.Runtime;

/// <summary>A sink that is never full and has nothing to flush: its events stay in memory.</summary>
/// <typeparam name="T">The event.</typeparam>
internal abstract class MemorySink<T>(string name) : SinkWriter<T>, ILaneSink, ICheckpointed
    where T : struct
{
    private T[] _block = [];
    private long _events;

    public string Part => $"sink '{Name}'";

    private protected string Name { get; } = name;

    public long Events => Volatile.Read(ref _events);

    public long Bytes => 0;

    public bool IsReaderGone => false;

    public override Span<T> Reserve(int count)
    {
        if (count > _block.Length)
            _block = new T[Math.Max(count, LaneProgram.BlockSize)];

        return _block.AsSpan(0, count);
    }

    public sealed override void Commit(int count)
    {
        Take(_block, count);
        Volatile.Write(ref _events, _events + count);
    }

    public bool TryFlush(Action wake) => true;

    public void Complete()
    {
    }

    public void Save(StateWriter position) => position.Write(_events);

    public void Restore(ref StateReader position) => Volatile.Write(ref _events, position.ReadInt64());

    /// <summary>Takes the events that were written to the room reserved last.</summary>
    /// <param name="block">The room, where <see cref="Reserve"/> wasn't overridden.</param>
    /// <param name="count">How many events came.</param>
    protected abstract void Take(T[] block, int count);
}

/// <summary>Counts events and drops them.</summary>
internal sealed class DiscardingSink<T>(string name) : MemorySink<T>(name)
    where T : struct
{
    protected override void Take(T[] block, int count)
    {
    }
}

/// <summary>Adds events to a list.</summary>
internal sealed class ListSink<T>(string name, List<T> list) : MemorySink<T>(name)
    where T : struct
{
    protected override void Take(T[] block, int count) => list.AddRange(block.AsSpan(0, count));
}

/// <summary>Hands events to a function of the user's.</summary>
internal sealed class KeepingSink<T>(string name, IKeeper<T> keeper) : MemorySink<T>(name)
    where T : struct
{
    protected override void Take(T[] block, int count)
    {
        try
        {
            keeper.Keep(block.AsSpan(0, count));
        }
        catch (Exception exception)
        {
            throw new ConnectorException($"Sink '{Name}': the function that it is bound to, which keeps events in a list, threw {exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}

/// <summary>Has the program write events where they stay: into the user's array.</summary>
internal sealed class ArraySink<T>(string name, T[] array) : MemorySink<T>(name)
    where T : struct
{
    private int _count;
    private bool _isInPlace;

    public override Span<T> Reserve(int count)
    {
        _isInPlace = count <= array.Length - _count;
        return _isInPlace ? array.AsSpan(_count, count) : base.Reserve(count);
    }

    protected override void Take(T[] block, int count)
    {
        if (!_isInPlace)
            CopyFromBlock(block, count);

        _count += count;
    }

    private void CopyFromBlock(T[] block, int count)
    {
        int room = Math.Min(count, array.Length - _count);
        block.AsSpan(0, room).CopyTo(array.AsSpan(_count));
        if (room < count)
            throw new OutputFullException(Name, array.Length);
    }
}
