using System.Buffers;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Counts the blocks of a pipe.</summary>
internal sealed class CountingMemoryPool : MemoryPool<byte>
{
    private int _inUse;

    public int InUse => Volatile.Read(ref _inUse);

    public int MostInUse { get; private set; }

    public override int MaxBufferSize => int.MaxValue;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        MostInUse = Math.Max(MostInUse, Interlocked.Increment(ref _inUse));
        return new Block(this, Math.Max(minBufferSize, 4096));
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(CountingMemoryPool pool, int bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = new byte[bytes];

        public void Dispose() => Interlocked.Decrement(ref pool._inUse);
    }
}
