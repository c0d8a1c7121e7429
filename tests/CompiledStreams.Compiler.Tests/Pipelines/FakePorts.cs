using CompiledStreams.Runtime;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Sources and sinks of a lane over lists, so that a compiled pipeline is run without threads or bytes.</summary>
internal sealed class FakePorts : LaneContext
{
    private readonly Dictionary<int, object> _sources = [];
    private readonly Dictionary<int, object> _sinks = [];
    private readonly int _mostInHand;
    private readonly int _sinkRoom;

    /// <param name="mostInHand">Events that a source has in hand at a time.</param>
    /// <param name="sinkRoom">Events that a sink takes before it is full.</param>
    public FakePorts(int mostInHand = int.MaxValue, int sinkRoom = int.MaxValue)
    {
        _mostInHand = mostInHand;
        _sinkRoom = sinkRoom;
    }

    public override bool Poison => true;

    public IEnumerable<object> Sinks => _sinks.Values;

    public FakePorts Give<T>(int port, IEnumerable<T> events)
        where T : struct
    {
        _sources[port] = events.ToArray();
        return this;
    }

    public FakeSink<T> Sink<T>(int port)
        where T : struct => (FakeSink<T>)_sinks[port];

    public IEnumerable<T> Out<T>(int port)
        where T : struct => Sink<T>(port).Events;

    public override SourceReader<T> OpenSource<T>(
        int port, Func<DecoderOptions, RecordDecoder<T>>? jsonLines, Func<DecoderOptions, RecordDecoder<T>>? delimited)
        where T : struct => new FakeSource<T>(_sources.TryGetValue(port, out object? events) ? (T[])events : [], _mostInHand);

    public override SinkWriter<T> OpenSink<T>(
        int port, Func<EncoderOptions, RecordEncoder<T>> jsonLines, Func<EncoderOptions, RecordEncoder<T>> delimited)
        where T : struct
    {
        FakeSink<T> sink = new(_sinkRoom);
        _sinks[port] = sink;
        return sink;
    }
}

internal sealed class FakeSource<T>(T[] events, int mostInHand) : SourceReader<T>
    where T : struct
{
    private T[] _block = [];
    private int _position;
    private bool _isHeld;

    public override bool IsCompleted => _position == events.Length;

    public override ReadOnlySpan<T> Read(int most)
    {
        Assert.InRange(most, 1, LaneProgram.BlockSize);
        Assert.False(_isHeld, "A block was read before the one before it was released.");
        int count = Math.Min(Math.Min(most, mostInHand), events.Length - _position);
        _block = events[_position..(_position + count)];
        _position += count;
        _isHeld = count > 0;
        return _block;
    }

    // What is released is overwritten, so that a loop that still reads it is seen.
    public override void Release()
    {
        Assert.True(_isHeld, "Nothing is held.");
        _isHeld = false;
        Array.Clear(_block);
    }
}

internal sealed class FakeSink<T>(int room) : SinkWriter<T>
    where T : struct
{
    private readonly List<T> _events = [];
    private T[] _reserved = [];
    private int _sinceDrain;

    public IReadOnlyList<T> Events => _events;

    /// <summary>The events as text, taken when they were written: views end with their block.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>The most that was written between two drains.</summary>
    public int MostHeld { get; private set; }

    public override Span<T> Reserve(int count) => _reserved = new T[count];

    public override void Commit(int count)
    {
        foreach (T value in _reserved.AsSpan(0, count))
        {
            _events.Add(value);
            Texts.Add(value.ToString()!);
        }

        _sinceDrain += count;
        MostHeld = Math.Max(MostHeld, _sinceDrain);
        IsFull = _sinceDrain >= room;
    }

    public void Drain()
    {
        _sinceDrain = 0;
        IsFull = false;
    }
}
