using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>A pipe's reader as a lane uses it: what is in hand is taken without waiting, and a read that is under way wakes the lane.</summary>
internal sealed class ReadPort
{
    private readonly Action _onRead;
    private PipeReader? _reader;
    private Action? _wake;
    private ConfiguredValueTaskAwaitable<ReadResult>.ConfiguredValueTaskAwaiter _read;
    private volatile bool _isDone;

    public ReadPort() => _onRead = () =>
    {
        _isDone = true;
        _wake!();
    };

    /// <summary>Whether a read was started and its result isn't taken.</summary>
    public bool IsReading { get; private set; }

    public void Open(PipeReader reader) => _reader = reader;

    /// <summary>Takes what has been read. Must be followed by <see cref="Advance"/>.</summary>
    public bool TryRead(out ReadResult result)
    {
        if (!IsReading)
            return Reader.TryRead(out result);

        result = default;
        if (!_isDone)
            return false;

        IsReading = false;
        result = _read.GetResult();
        return true;
    }

    /// <summary>Starts a read where none is under way.</summary>
    /// <param name="wake">Called on any thread when there is something to take.</param>
    /// <returns>Whether there is something to take now.</returns>
    public bool StartReading(Action wake)
    {
        if (IsReading)
            return _isDone;

        _wake = wake;
        _isDone = false;
        _read = Reader.ReadAsync().ConfigureAwait(false).GetAwaiter();
        IsReading = true;
        if (_read.IsCompleted)
            _isDone = true;
        else
            _read.UnsafeOnCompleted(_onRead);

        return _isDone;
    }

    /// <summary>Gives back what was read up to a position, all of which was examined.</summary>
    public void Advance(SequencePosition consumed, SequencePosition examined) => Reader.AdvanceTo(consumed, examined);

    /// <summary>Ends the read that is under way; its result is still to be taken.</summary>
    public void Cancel()
    {
        if (IsReading && !_isDone)
            Reader.CancelPendingRead();
    }

    public void Complete(Exception? error)
    {
        Cancel();
        IsReading = false;
        _reader?.Complete(error);
        _reader = null;
    }

    private PipeReader Reader => _reader ?? throw NotOpen();

    [DoesNotReturn]
    private static InvalidOperationException NotOpen() => throw new InvalidOperationException("No input is open.");
}
