using System.Buffers;
using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>Reads a regular file into one pooled block at a time, on the caller's thread: the page cache answers sooner than a hand-off would. Allocates nothing a read.</summary>
/// <remarks>What isn't consumed moves to the front of the block before the next read; a block that is full of it grows.</remarks>
internal sealed class FilePipeReader(FileBytes file, BlockPool pool) : PipeReader
{
    private byte[] _block = pool.Rent();
    private int _start;
    private int _end;
    private bool _isExamined = true;
    private bool _isEnded;
    private bool _isCompleted;

    public override bool TryRead(out ReadResult result)
    {
        ObjectDisposedException.ThrowIf(_isCompleted, this);
        if (_isExamined && !_isEnded && !TryFill())
        {
            result = default;
            return false;
        }

        _isExamined = false;
        result = new ReadResult(new ReadOnlySequence<byte>(_block, _start, _end - _start), isCanceled: false, _isEnded);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        return TryRead(out ReadResult result) ? new ValueTask<ReadResult>(result) : WaitAsync();
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _start = consumed.GetInteger();
        _isExamined = examined.GetInteger() == _end;
    }

    public override void CancelPendingRead() => file.CancelWait();

    public override void Complete(Exception? exception = null)
    {
        if (_isCompleted)
            return;

        _isCompleted = true;
        file.Dispose();
        ReturnBlock();
    }

    /// <summary>Waits until the file may have more, which the next read takes: only the caller's thread touches the block.</summary>
    private async ValueTask<ReadResult> WaitAsync()
    {
        await file.WaitAsync().ConfigureAwait(false);
        return new ReadResult(new ReadOnlySequence<byte>(_block, _start, 0), isCanceled: false, isCompleted: false);
    }

    /// <summary>Reads more; false where there is nothing now, but the file hasn't ended.</summary>
    private bool TryFill()
    {
        int kept = _end - _start;
        if (kept == _block.Length)
            Grow();
        else if (_start > 0)
            Buffer.BlockCopy(_block, _start, _block, 0, kept);

        _start = 0;
        int count = file.Read(_block.AsSpan(kept));
        _end = kept + count;
        _isEnded = count == 0 && file.HasEnded;
        return count > 0 || _isEnded;
    }

    private void Grow()
    {
        byte[] grown = GC.AllocateUninitializedArray<byte>(checked(_block.Length * 2));
        Buffer.BlockCopy(_block, _start, grown, 0, _end - _start);
        ReturnBlock();
        _block = grown;
    }

    private void ReturnBlock()
    {
        if (_block.Length == BlockPool.BlockBytes)
            pool.Return(_block);
    }
}
