using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>Writes to a regular file from one pooled block, on the caller's thread: the page cache takes bytes sooner than a hand-off would. Allocates nothing a flush.</summary>
internal sealed class FilePipeWriter(FileStream file, long offset, BlockPool pool) : PipeWriter
{
    private readonly SafeFileHandle _handle = file.SafeFileHandle;
    private readonly byte[] _pooled = pool.Rent();
    private byte[]? _large;
    private int _used;
    private long _offset = offset;
    private long _unflushed;
    private bool _isCompleted;

    public override bool CanGetUnflushedBytes => true;

    /// <summary>Bytes since the last flush, written to the file or not.</summary>
    public override long UnflushedBytes => _unflushed;

    private byte[] Block => _large ?? _pooled;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return Block.AsMemory(_used);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return Block.AsSpan(_used);
    }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(Block.Length - _used), nameof(bytes));
        _used += bytes;
        _unflushed += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        WriteOut();
        _unflushed = 0;
        return new ValueTask<FlushResult>(default(FlushResult));
    }

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
        if (_isCompleted)
            return;

        _isCompleted = true;
        try
        {
            WriteOut();
        }
        finally
        {
            file.Dispose();
            pool.Return(_pooled);
        }
    }

    private void MakeRoom(int sizeHint)
    {
        int needed = Math.Max(sizeHint, 1);
        if (Block.Length - _used >= needed)
            return;

        WriteOut();
        if (Block.Length < needed)
            _large = GC.AllocateUninitializedArray<byte>(needed);
    }

    private void WriteOut()
    {
        int count = _used;
        _used = 0;
        if (count == 0)
            return;

        RandomAccess.Write(_handle, Block.AsSpan(0, count), _offset);
        _offset += count;
    }
}
