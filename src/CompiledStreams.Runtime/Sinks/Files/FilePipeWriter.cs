using System.IO.Pipelines;
using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Writes to a regular file from one pooled block, on the caller's thread: the page cache takes bytes sooner than a hand-off would. Allocates nothing a flush.</summary>
/// <remarks>It writes one file at a time, from <see cref="Begin"/> to <see cref="End"/>.</remarks>
internal sealed class FilePipeWriter(BlockPool pool) : PipeWriter
{
    private readonly byte[] _pooled = pool.Rent();
    private IStoreFile? _file;
    private byte[]? _large;
    private int _used;
    private long _offset;
    private long _unflushed;
    private bool _isCompleted;

    public override bool CanGetUnflushedBytes => true;

    /// <summary>Bytes since the last flush, written to the file or not.</summary>
    public override long UnflushedBytes => _unflushed;

    /// <summary>Bytes of the file, with those that aren't written to it yet.</summary>
    public long Length => _offset + _used;

    private byte[] Block => _large ?? _pooled;

    /// <summary>Writes to a file from now on.</summary>
    /// <param name="file">The file; the writer's until <see cref="End"/>.</param>
    /// <param name="length">Where to begin.</param>
    public void Begin(IStoreFile file, long length) => (_file, _offset) = (file, length);

    /// <summary>Writes what is left to the file, and leaves it to the caller.</summary>
    public void End()
    {
        WriteOut();
        _file = null;
        _offset = 0;
    }

    /// <summary>Writes to the file what still lies in memory.</summary>
    public void WriteOut()
    {
        int count = _used;
        _used = 0;
        if (count == 0)
            return;

        _file!.Write(Block.AsSpan(0, count), _offset);
        _offset += count;
    }

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

    /// <summary>Writes what is left, and closes the file.</summary>
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
            _file?.Dispose();
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
}
