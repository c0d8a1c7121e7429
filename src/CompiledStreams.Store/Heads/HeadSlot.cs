using System.Buffers.Binary;
using System.Text;

namespace CompiledStreams.Store;

/// <summary>Whose store it is: every slot of HEAD says so.</summary>
/// <param name="StoreId">Made at random with the store, so that files of two stores can't be mixed.</param>
/// <param name="PipelineHash">FNV-1a (64 bits) of the pipeline's full name in UTF-8.</param>
/// <param name="PipelineName">The name, or as much of it as a slot holds; for messages.</param>
/// <param name="Shards">The number of shards that keys are laid out by.</param>
internal sealed record StoreIdentity(Guid StoreId, ulong PipelineHash, string PipelineName, ushort Shards)
{
    /// <summary>The identity of a new store.</summary>
    public static StoreIdentity New(string pipeline) => new(Guid.NewGuid(), HashOf(pipeline), pipeline, CompiledStreams.Store.Shards.Embedded);

    /// <summary>Whether a pipeline's store has this identity.</summary>
    public bool IsOf(string pipeline) => PipelineHash == HashOf(pipeline);

    /// <summary>The error of a pipeline whose store this isn't.</summary>
    public StoreException Foreign(string folder, string pipeline) =>
        new(folder, $"the store belongs to the pipeline {PipelineName}, and can't be used by {pipeline}. Give each pipeline a folder of its own.");

    /// <summary>FNV-1a, 64 bits, of the name in UTF-8.</summary>
    public static ulong HashOf(string pipeline)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in Encoding.UTF8.GetBytes(pipeline))
            hash = (hash ^ value) * 0x100000001B3;
        return hash;
    }
}

/// <summary>
/// One slot of HEAD: 256 bytes, little-endian.
/// <code>
///  0  magic         4  "CSH" and the format's version, 1
///  4  checksum      4  CRC-32C of all that follows
///  8  epoch         8
/// 16  of the epoch  4  the checksum of its record
/// 20  shards        2
/// 22  name length   2
/// 24  pipeline      8  hash of its name
/// 32  store id     16
/// 48  name        208  UTF-8, cut at a character, then zeros
/// </code>
/// </summary>
internal readonly record struct HeadSlot(StoreIdentity Identity, EpochMark Mark)
{
    /// <summary>Length of a slot in bytes.</summary>
    public const int Length = 256;

    private const uint Magic = 0x01_48_53_43;
    private const int NameAt = 48;

    /// <summary>Writes all of the slot's bytes.</summary>
    public void Write(Span<byte> slot)
    {
        slot = slot[..Length];
        slot.Clear();
        Encoding.UTF8.GetEncoder().Convert(Identity.PipelineName, slot[NameAt..], flush: true, out _, out int nameLength, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(slot, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[8..], Mark.Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[16..], Mark.Checksum);
        BinaryPrimitives.WriteUInt16LittleEndian(slot[20..], Identity.Shards);
        BinaryPrimitives.WriteUInt16LittleEndian(slot[22..], (ushort)nameLength);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[24..], Identity.PipelineHash);
        Identity.StoreId.TryWriteBytes(slot[32..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[4..], Crc32C.Of(slot[8..]));
    }

    /// <summary>Reads a slot.</summary>
    /// <returns>Null when it is damaged: torn, changed, or of another version of the format.</returns>
    public static HeadSlot? Read(ReadOnlySpan<byte> slot)
    {
        if (slot.Length != Length
            || BinaryPrimitives.ReadUInt32LittleEndian(slot) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(slot[4..]) != Crc32C.Of(slot[8..]))
            return null;

        int nameLength = Math.Min((int)BinaryPrimitives.ReadUInt16LittleEndian(slot[22..]), Length - NameAt);
        var identity = new StoreIdentity(
            new Guid(slot.Slice(32, 16), bigEndian: true),
            BinaryPrimitives.ReadUInt64LittleEndian(slot[24..]),
            Encoding.UTF8.GetString(slot.Slice(NameAt, nameLength)),
            BinaryPrimitives.ReadUInt16LittleEndian(slot[20..]));
        var mark = new EpochMark(BinaryPrimitives.ReadUInt64LittleEndian(slot[8..]), BinaryPrimitives.ReadUInt32LittleEndian(slot[16..]));
        return new HeadSlot(identity, mark);
    }
}
