using System.Buffers.Binary;

namespace CompiledStreams.Store;

/// <summary>
/// The first 40 bytes of a block, little-endian. A block holds all of its own address, so one that lies under a wrong key is found out.
/// <code>
///  0  magic        4  "CSB" and the format's version, 1
///  4  checksum     4  CRC-32C of all that follows
///  8  length       4  bytes of the block, this header included
/// 12  sequence     4
/// 16  epoch        8
/// 24  fingerprint  8  of the records' schema
/// 32  operator     4
/// 36  shard        1  0 to 127
/// 37  kind         1
/// 38  zero         2
/// </code>
/// Then records follow: a length (unsigned LEB128, up to 5 bytes) and as many bytes, which are the writer's own affair.
/// </summary>
/// <param name="Address">The block's place.</param>
/// <param name="Kind">What its records are.</param>
/// <param name="Fingerprint">Of the schema that its records are encoded by.</param>
internal readonly record struct BlockHeader(BlockAddress Address, BlockKind Kind, ulong Fingerprint)
{
    /// <summary>Length of a header in bytes.</summary>
    public const int Length = 40;

    private const uint Magic = 0x01_42_53_43;
    private const int ChecksumAt = 4;
    private const int ChecksumFrom = 8;

    /// <summary>Writes the header of a block that is otherwise complete, with its checksum.</summary>
    /// <param name="block">The whole block: room for the header, then the records.</param>
    public void Seal(Span<byte> block)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(block, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(block[8..], block.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(block[12..], Address.Sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(block[16..], Address.Epoch);
        BinaryPrimitives.WriteUInt64LittleEndian(block[24..], Fingerprint);
        BinaryPrimitives.WriteUInt32LittleEndian(block[32..], Address.Operator);
        block[36] = Address.Shard;
        block[37] = (byte)Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(block[38..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(block[ChecksumAt..], Crc32C.Of(block[ChecksumFrom..]));
    }

    /// <summary>The checksum that a sealed or verified block carries.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadUInt32LittleEndian(block[ChecksumAt..]);

    /// <summary>Verifies a whole block and reads its header.</summary>
    /// <param name="block">The block.</param>
    /// <param name="address">Where it was found.</param>
    /// <param name="folder">The store's folder, for the error.</param>
    /// <exception cref="StoreException">The block is damaged, of another version of the format, or belongs elsewhere.</exception>
    public static BlockHeader Verify(ReadOnlySpan<byte> block, BlockAddress address, string folder)
    {
        if (block.Length < Length)
            throw Damaged(address, folder, $"it has {block.Length} bytes, fewer than its header's {Length}");
        if (BinaryPrimitives.ReadInt32LittleEndian(block[8..]) is var length && length != block.Length)
            throw Damaged(address, folder, $"its header says {length} bytes, and there are {block.Length}");
        if (Crc32C.Of(block[ChecksumFrom..]) != ChecksumOf(block))
            throw Damaged(address, folder, "its checksum is wrong");
        if (BinaryPrimitives.ReadUInt32LittleEndian(block) is var magic && magic != Magic)
            throw Damaged(address, folder, $"it begins with {magic:x8}, not with {Magic:x8}: it is of another version of the format, or isn't a block");

        var found = new BlockAddress(
            BinaryPrimitives.ReadUInt32LittleEndian(block[32..]),
            block[36],
            BinaryPrimitives.ReadUInt64LittleEndian(block[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(block[12..]));
        if (found != address)
            throw Damaged(address, folder, $"a block of {found} is in its place");

        if (block[37] is var kind && kind is not ((byte)BlockKind.Log or (byte)BlockKind.Base))
            throw Damaged(address, folder, $"its kind is {kind}, which this version doesn't know");

        return new BlockHeader(address, (BlockKind)kind, BinaryPrimitives.ReadUInt64LittleEndian(block[24..]));
    }

    /// <summary>The error of a block that can't be read.</summary>
    public static StoreException Damaged(BlockAddress address, string folder, string what)
        => new(folder, $"the block of {address} is damaged: {what}. Restore the store's folder from a copy, or start afresh.");
}
