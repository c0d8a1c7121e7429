using System.Buffers.Binary;

namespace CompiledStreams.Store;

/// <summary>
/// Where a block is. As a key it is 18 bytes in big-endian order, so that the store's own order is operator, shard, epoch, sequence: an operator's blocks lie
/// together, a shard's within them, and those are read in the order in which they were written.
/// </summary>
/// <param name="Operator">The operator's id.</param>
/// <param name="Shard">The shard, from 0.</param>
/// <param name="Epoch">The epoch that wrote the block.</param>
/// <param name="Sequence">The block's number among those of its epoch.</param>
internal readonly record struct BlockAddress(uint Operator, byte Shard, ulong Epoch, uint Sequence)
{
    /// <summary>Length of a key in bytes.</summary>
    public const int KeyLength = 18;

    /// <summary>The first byte of every block's key; others are for what else a store holds.</summary>
    public const byte KeySpace = 2;

    /// <summary>Writes the key.</summary>
    /// <param name="key">At least <see cref="KeyLength"/> bytes.</param>
    public void WriteKey(Span<byte> key)
    {
        key[0] = KeySpace;
        BinaryPrimitives.WriteUInt32BigEndian(key[1..], Operator);
        key[5] = Shard;
        BinaryPrimitives.WriteUInt64BigEndian(key[6..], Epoch);
        BinaryPrimitives.WriteUInt32BigEndian(key[14..], Sequence);
    }

    /// <summary>Reads a key.</summary>
    /// <returns>False when it isn't a block's.</returns>
    public static bool TryReadKey(ReadOnlySpan<byte> key, out BlockAddress address)
    {
        address = default;
        if (key.Length != KeyLength || key[0] != KeySpace)
            return false;

        address = new BlockAddress(
            BinaryPrimitives.ReadUInt32BigEndian(key[1..]),
            key[5],
            BinaryPrimitives.ReadUInt64BigEndian(key[6..]),
            BinaryPrimitives.ReadUInt32BigEndian(key[14..]));
        return true;
    }

    /// <summary>As it reads in messages.</summary>
    public override string ToString() => $"operator {Operator:x8}, shard {Shard}, epoch {Epoch}, block {Sequence}";
}
