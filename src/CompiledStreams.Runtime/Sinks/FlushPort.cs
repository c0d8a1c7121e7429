using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>A pipe's writer as a lane uses it: flushed between steps, full while a flush is under way, and a flush that ends wakes the lane.</summary>
internal sealed class FlushPort
{
    /// <summary>Bytes that are written before a flush: enough for a system call to cost nothing beside them, and they still lie in the cache.</summary>
    private const int FlushBytes = 64 * 1024;

    private readonly string _sink;
    private readonly Outlet _outlet;
    private readonly Action _onFlushed;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private Action? _wake;
    private volatile bool _isDone;
    private bool _isFlushing;

    // Whether there is something to flush: a pipe whose reader has gone counts no bytes, and says so only to a flush.
    private bool _isWritten;
    private bool _isCompleted;
    private long _bytes;

    public FlushPort(string sink, Outlet outlet)
    {
        _sink = sink;
        _outlet = outlet;
        Writer = outlet.Writer.CanGetUnflushedBytes ? outlet.Writer : new CountingPipeWriter(outlet.Writer);
        _onFlushed = () =>
        {
            _isDone = true;
            _wake!();
        };
    }

    public PipeWriter Writer { get; }

    public bool IsFull { get; private set; }

    public bool IsReaderGone { get; private set; }

    /// <summary>Bytes written.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Something was written.</summary>
    /// <param name="unflushedBefore">What <see cref="PipeWriter.UnflushedBytes"/> was before.</param>
    public void Wrote(long unflushedBefore)
    {
        long unflushed = Writer.UnflushedBytes;
        Volatile.Write(ref _bytes, _bytes + unflushed - unflushedBefore);
        IsFull = unflushed >= FlushBytes;
        _isWritten = true;
    }

    public bool TryFlush(Action wake)
    {
        if (!_isFlushing && (IsReaderGone || !_isWritten))
            return true;

        try
        {
            return _isFlushing ? TryEndFlush() : TryStartFlush(wake);
        }
        catch (Exception exception) when (exception is not PipelineException)
        {
            IsReaderGone = true;
            IsFull = _isFlushing = false;
            throw Failure(exception);
        }
    }

    public void Complete()
    {
        if (_isCompleted)
            return;

        _isCompleted = true;
        try
        {
            _outlet.Complete();
        }
        catch (Exception exception) when (exception is not PipelineException)
        {
            throw Failure(exception);
        }
    }

    private bool TryStartFlush(Action wake)
    {
        _wake = wake;
        _isDone = false;
        _isWritten = false;
        _flush = Writer.FlushAsync().ConfigureAwait(false).GetAwaiter();
        _isFlushing = true;
        if (_flush.IsCompleted)
            _isDone = true;
        else
            _flush.UnsafeOnCompleted(_onFlushed);

        return TryEndFlush();
    }

    private bool TryEndFlush()
    {
        IsFull = !_isDone;
        if (!_isDone)
            return false;

        _isFlushing = false;
        IsReaderGone |= _flush.GetResult().IsCompleted;
        return true;
    }

    private ConnectorException Failure(Exception exception) => new($"{_sink} can't write: {exception.Message}", exception);
}
