using System.Runtime.InteropServices;

namespace CompiledStreams.Store;

/// <summary>
/// What blocks an operator should have: their number, their bytes, and the sum of their digests, which doesn't depend on order and from which a block can be taken
/// away again. A database that has lost one of several files still opens, at the right epoch; the blocks that went with it are missed by this sum.
/// </summary>
internal struct Holdings
{
    /// <summary>How many blocks.</summary>
    public ulong Blocks;

    /// <summary>Their bytes.</summary>
    public ulong Bytes;

    /// <summary>The sum, modulo 2^64, of <see cref="DigestOf"/>.</summary>
    public ulong Digest;

    /// <summary>Adds a sealed or verified block.</summary>
    public void Add(BlockAddress address, ReadOnlySpan<byte> block)
    {
        Blocks++;
        Bytes += (ulong)block.Length;
        Digest += DigestOf(address, block);
    }

    /// <summary>Adds another's blocks.</summary>
    public void Add(in Holdings other)
    {
        Blocks += other.Blocks;
        Bytes += other.Bytes;
        Digest += other.Digest;
    }

    /// <summary>Takes another's blocks away.</summary>
    public void Remove(in Holdings other)
    {
        Blocks -= other.Blocks;
        Bytes -= other.Bytes;
        Digest -= other.Digest;
    }

    /// <summary>Whether both are of the same blocks.</summary>
    public readonly bool Equals(in Holdings other) => Blocks == other.Blocks && Bytes == other.Bytes && Digest == other.Digest;

    /// <summary>64 bits of a block: the checksums of its key and of itself, mixed by the finalizer of SplitMix64 so that sums of them are unlike.</summary>
    internal static ulong DigestOf(BlockAddress address, ReadOnlySpan<byte> block)
    {
        Span<byte> key = stackalloc byte[BlockAddress.KeyLength];
        address.WriteKey(key);
        ulong digest = ((ulong)Crc32C.Of(key) << 32) | BlockHeader.ChecksumOf(block);
        digest = (digest ^ (digest >> 30)) * 0xBF58476D1CE4E5B9;
        digest = (digest ^ (digest >> 27)) * 0x94D049BB133111EB;
        return digest ^ (digest >> 31);
    }
}

/// <summary>The <see cref="Holdings"/> of each operator of a store.</summary>
internal sealed class Inventory
{
    private readonly Dictionary<uint, Holdings> _byOperator = [];

    /// <summary>How many operators it knows.</summary>
    public int Count => _byOperator.Count;

    /// <summary>The operators it knows.</summary>
    public Dictionary<uint, Holdings> Operators => _byOperator;

    /// <summary>An operator's holdings, to change; none at first.</summary>
    public ref Holdings Of(uint operatorId) => ref CollectionsMarshal.GetValueRefOrAddDefault(_byOperator, operatorId, out _);

    /// <summary>Adds what another has.</summary>
    public void Add(Inventory other)
    {
        foreach ((uint operatorId, Holdings holdings) in other._byOperator)
            Of(operatorId).Add(holdings);
    }

    /// <summary>Forgets all holdings, and keeps the memory.</summary>
    public void Clear() => _byOperator.Clear();
}
