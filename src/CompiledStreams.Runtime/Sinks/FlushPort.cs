using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>A pipe's writer as a lane uses it: flushed between steps, full while a flush is under way, and a flush that ends wakes the lane.</summary>
internal sealed class FlushPort
{
    // What the system says, as .NET passes it on.
    private const int DiskFull = 28;
    private const int QuotaUsedUp = 122;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>Bytes that are written before a flush: enough for a system call to cost nothing beside them, and they still lie in the cache.</summary>
    private const int FlushBytes = 64 * 1024;

    private readonly string _sink;
    private readonly string _format;
    private readonly Outlet _outlet;
    private readonly Action _onFlushed;
    private readonly Action _writeHeader;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private Action? _wake;
    private volatile bool _isDone;
    private bool _isFlushing;

    // Whether there is something to flush: a pipe whose reader has gone counts no bytes, and says so only to a flush.
    private bool _isWritten;
    private bool _isCompleted;
    private long _bytes;

    /// <param name="sink">The sink in words, for messages.</param>
    /// <param name="outlet">Where the bytes go.</param>
    /// <param name="format">How records are written, in words that change with it.</param>
    /// <param name="writeHeader">Writes what stands before the first record of a file.</param>
    public FlushPort(string sink, Outlet outlet, string format, Action<PipeWriter> writeHeader)
    {
        (_sink, _format) = (sink, format);
        _outlet = outlet;
        Writer = outlet.Writer.CanGetUnflushedBytes ? outlet.Writer : new CountingPipeWriter(outlet.Writer);
        _onFlushed = () =>
        {
            _isDone = true;
            _wake!();
        };
        _writeHeader = () => writeHeader(Writer);
        if (outlet.IsOpen)
            WriteHeader();
    }

    public PipeWriter Writer { get; }

    public bool IsFull { get; private set; }

    public bool IsReaderGone { get; private set; }

    /// <summary>Bytes written.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>What makes the bytes part of an epoch, or null where they can't be taken back.</summary>
    public ICheckpointedOutlet? Epochs => _outlet.Epochs;

    /// <summary>Records are to be written: opens what isn't open, with its header.</summary>
    public void Begin() => _outlet.Begin(_writeHeader);

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
        if (IsReaderGone && !_isFlushing)
            return true;

        try
        {
            if (!TryFlushWritten(wake))
                return false;

            _outlet.EndStep(wake);
            return true;
        }
        catch (Exception exception) when (exception is not PipelineException)
        {
            IsReaderGone = true;
            IsFull = _isFlushing = false;
            throw Failure(exception);
        }
    }

    /// <summary>Writes how many bytes were written, and where the outlet stands.</summary>
    public void Save(StateWriter position)
    {
        position.Write(_bytes);
        position.Write(_format);
        if (Epochs is { } epochs)
            epochs.Save(position);
        else
            position.Write((byte)OutletKind.None);
    }

    /// <summary>Goes back to where <see cref="Save"/> was.</summary>
    public void Restore(ref StateReader position)
    {
        (long bytes, string? format) = ReadCounts(ref position);
        Volatile.Write(ref _bytes, bytes);
        if (Epochs is not null && format != _format)
            throw new BindingException($"{_sink} is bound as {_format}, but its checkpoint wrote {format}; bind it as before, or start afresh without the checkpoints");

        if (Epochs is { } epochs)
            epochs.Restore(ref position);
        else
            SavedOutlet.Expect(ref position, OutletKind.None, _sink, "an output that can't be taken back");
    }

    /// <summary>Reads of a position what stands before the outlet's own: bytes that were written, and the format.</summary>
    public static (long Bytes, string? Format) ReadCounts(ref StateReader position) => (position.ReadInt64(), position.ReadString());

    /// <summary>What a failure to write is to a run.</summary>
    public ConnectorException Failure(Exception exception) => new($"{_sink} can't write: {exception.Message}{RemedyOf(exception)}", exception);

    private string RemedyOf(Exception exception)
    {
        if (exception is not IOException { HResult: DiskFull or QuotaUsedUp or DiskFullOnWindows })
            return "";

        return Epochs is null ? "; make room, or write to another disk" : "; make room and start again: it goes on at the last checkpoint";
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

    private bool TryFlushWritten(Action wake)
    {
        if (_isFlushing)
            return TryEndFlush();

        return !_isWritten || TryStartFlush(wake);
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

    private void WriteHeader()
    {
        long before = Writer.UnflushedBytes;
        Begin();
        Wrote(before);
    }
}
