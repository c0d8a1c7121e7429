namespace CompiledStreams.Runtime;

/// <summary>Blocks of memory for input and output, kept and used again.</summary>
internal sealed class BlockPool
{
    public const int BlockBytes = 256 * 1024;

    private readonly Stack<byte[]> _free = new();

    /// <summary>The pool of the process.</summary>
    public static BlockPool Shared { get; } = new();

    /// <summary>Blocks that are in use now.</summary>
    public int InUse { get; private set; }

    /// <summary>The most blocks that were in use at once.</summary>
    public int MostInUse { get; private set; }

    public byte[] Rent()
    {
        lock (_free)
        {
            InUse++;
            MostInUse = Math.Max(MostInUse, InUse);
            if (_free.TryPop(out byte[]? block))
                return block;
        }

        return GC.AllocateUninitializedArray<byte>(BlockBytes);
    }

    public void Return(byte[] block)
    {
        lock (_free)
        {
            InUse--;
            if (_free.Count < KeptBlocks)
                _free.Push(block);
        }
    }

    private const int KeptBlocks = 16;
}
