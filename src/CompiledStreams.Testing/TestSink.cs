using CompiledStreams.Runtime;

namespace CompiledStreams.Testing;

/// <summary>Keeps copies of what left the pipeline. Never full.</summary>
/// <typeparam name="T">The event.</typeparam>
internal sealed class TestSink<T> : SinkWriter<T>
    where T : struct
{
    private T[] _block = [];
    private List<T> _events = [];

    public override Span<T> Reserve(int count)
    {
        if (count > _block.Length)
            _block = new T[count];

        return _block.AsSpan(0, count);
    }

    public override void Commit(int count)
    {
        foreach (T value in _block.AsSpan(0, count))
            _events.Add(EventCopy<T>.Of(value, static text => text.ToArray()));
    }

    public List<T> Take()
    {
        List<T> taken = _events;
        _events = [];
        return taken;
    }
}
