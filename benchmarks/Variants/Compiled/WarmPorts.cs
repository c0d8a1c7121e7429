using CompiledStreams.Runtime;

namespace CompiledStreams.Benchmarks.Variants.Compiled;

/// <summary>A source that is another one in each pass.</summary>
internal sealed class WarmSource<T> : SourceReader<T>, ILaneSource
    where T : struct
{
    public SourceReader<T> Inner { get; set; } = null!;

    public override bool IsCompleted => Inner.IsCompleted;

    public long Events => Lane.Events;

    public long Bytes => Lane.Bytes;

    public long? TotalBytes => Lane.TotalBytes;

    public long Skipped => Lane.Skipped;

    private ILaneSource Lane => (ILaneSource)Inner;

    public override ReadOnlySpan<T> Read(int most) => Inner.Read(most);

    public override void Release() => Inner.Release();

    public bool StartReading(Action wake) => Lane.StartReading(wake);

    public void Stop() => Lane.Stop();

    public void Complete(Exception? error) => Lane.Complete(error);
}

/// <summary>A sink that is another one in each pass.</summary>
internal sealed class WarmSink<T> : SinkWriter<T>, ILaneSink
    where T : struct
{
    public SinkWriter<T> Inner { get; set; } = null!;

    public long Events => Lane.Events;

    public long Bytes => Lane.Bytes;

    public bool IsReaderGone => Lane.IsReaderGone;

    private ILaneSink Lane => (ILaneSink)Inner;

    public override Span<T> Reserve(int count) => Inner.Reserve(count);

    public override void Commit(int count)
    {
        Inner.Commit(count);
        IsFull = Inner.IsFull;
    }

    public override void Write(ReadOnlySpan<T> events)
    {
        Inner.Write(events);
        IsFull = Inner.IsFull;
    }

    public bool TryFlush(Action wake)
    {
        bool isFlushed = Lane.TryFlush(wake);
        IsFull = Inner.IsFull;
        return isFlushed;
    }

    public void Complete() => Lane.Complete();
}
