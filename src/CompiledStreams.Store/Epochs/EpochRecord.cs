using System.Buffers;
using System.Buffers.Binary;

namespace CompiledStreams.Store;

/// <summary>
/// The record that makes an epoch: written in the same batch as its blocks, under one key, over the record of the epoch before. Its checksum stands
/// for the whole store: HEAD holds it, it names the epoch it follows, and its inventory covers every block. Little-endian:
/// <code>
///  0  magic       4  "CSE" and the format's version, 1
///  4  checksum    4  CRC-32C of all that follows
///  8  length      4  bytes of the record
/// 12  previous    4  the checksum of the epoch before
/// 16  epoch       8
/// 24  store id   16
/// 40  operators   4  how many entries follow
/// 44  entries        of 28 bytes: operator 4, blocks 8, bytes 8, digest 8
///     payload        the rest: source positions, sink positions, counters; the pipeline's own affair
/// </code>
/// </summary>
/// <param name="Tip">The epoch, the one before, and whose store it is.</param>
/// <param name="Inventory">All blocks of the store, this epoch's included.</param>
/// <param name="Payload">What the pipeline saved with the epoch.</param>
internal sealed record EpochRecord(StoreTip Tip, Inventory Inventory, byte[] Payload)
{
    private const uint Magic = 0x01_45_53_43;
    private const int HeaderLength = 44;
    private const int EntryLength = 28;

    /// <summary>The key of the newest epoch's record.</summary>
    public static ReadOnlySpan<byte> Key => [1];

    /// <summary>Writes a record.</summary>
    /// <returns>Its checksum.</returns>
    public static uint Write(
        ArrayBufferWriter<byte> output, ulong epoch, uint previous, Guid storeId, Inventory inventory, ReadOnlySpan<byte> payload)
    {
        int length = HeaderLength + inventory.Count * EntryLength + payload.Length;
        Span<byte> record = output.GetSpan(length)[..length];
        BinaryPrimitives.WriteUInt32LittleEndian(record, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[12..], previous);
        BinaryPrimitives.WriteUInt64LittleEndian(record[16..], epoch);
        storeId.TryWriteBytes(record[24..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32LittleEndian(record[40..], inventory.Count);

        Span<byte> rest = record[HeaderLength..];
        foreach ((uint operatorId, Holdings holdings) in inventory.Operators)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(rest, operatorId);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[4..], holdings.Blocks);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[12..], holdings.Bytes);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[20..], holdings.Digest);
            rest = rest[EntryLength..];
        }

        payload.CopyTo(rest);
        uint checksum = Crc32C.Of(record[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], checksum);
        output.Advance(length);
        return checksum;
    }

    /// <summary>Verifies a record and reads it.</summary>
    /// <param name="record">Its bytes.</param>
    /// <param name="folder">The database's folder, for the error.</param>
    /// <exception cref="StoreException">It is damaged, or of another version of the format.</exception>
    public static EpochRecord Read(ReadOnlySpan<byte> record, string folder)
    {
        if (record.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) is var checksum && checksum != Crc32C.Of(record[8..]))
            throw Damaged(folder, "its checksum is wrong");
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) is var magic && magic != Magic)
            throw Damaged(folder, $"it begins with {magic:x8}, not with {Magic:x8}: it is of another version of the format");

        int operators = BinaryPrimitives.ReadInt32LittleEndian(record[40..]);
        if (BinaryPrimitives.ReadInt32LittleEndian(record[8..]) != record.Length || (uint)operators > (record.Length - HeaderLength) / EntryLength)
            throw Damaged(folder, "its lengths don't fit");

        var inventory = new Inventory();
        ReadOnlySpan<byte> rest = record[HeaderLength..];
        for (int i = 0; i < operators; i++, rest = rest[EntryLength..])
            inventory.Of(BinaryPrimitives.ReadUInt32LittleEndian(rest)) = new Holdings
            {
                Blocks = BinaryPrimitives.ReadUInt64LittleEndian(rest[4..]),
                Bytes = BinaryPrimitives.ReadUInt64LittleEndian(rest[12..]),
                Digest = BinaryPrimitives.ReadUInt64LittleEndian(rest[20..]),
            };

        var tip = new StoreTip(
            new EpochMark(BinaryPrimitives.ReadUInt64LittleEndian(record[16..]), checksum),
            BinaryPrimitives.ReadUInt32LittleEndian(record[12..]),
            new Guid(record.Slice(24, 16), bigEndian: true));
        return new EpochRecord(tip, inventory, rest.ToArray());
    }

    private static StoreException Damaged(string folder, string what)
        => new(folder, $"the record of the newest epoch is damaged: {what}. Restore the store's folder from a copy, or start afresh.");
}
