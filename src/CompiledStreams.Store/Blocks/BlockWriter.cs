using System.Numerics;

namespace CompiledStreams.Store;

/// <summary>
/// Fills a block with records and hands it on when the next one doesn't fit. Its buffer starts small and grows up to a whole block: an operator has a writer for each of
/// 128 shards, and most epochs change little in each. It is reused for every epoch; a record costs a copy and a byte or two, and allocates nothing.
/// </summary>
/// <param name="operatorId">The operator whose state it is.</param>
/// <param name="shard">The shard it is of.</param>
/// <param name="kind">What the records are.</param>
/// <param name="fingerprint">Of the records' schema.</param>
internal sealed class BlockWriter(uint operatorId, byte shard, BlockKind kind, ulong fingerprint)
{
    /// <summary>A block's size in bytes, its header included. Only a single record that is larger than a block makes a larger one.</summary>
    public const int BlockSize = 64 * 1024;

    private const int FirstSize = 1024;
    private const int LargestRecord = 1 << 30;

    private readonly BlockHeader _header = new(new BlockAddress(operatorId, shard, Epoch: 0, Sequence: 0), kind, fingerprint);
    private byte[] _buffer = [];
    private int _length = BlockHeader.Length;

    /// <summary>Adds a record.</summary>
    /// <param name="record">Its bytes.</param>
    /// <param name="sink">Takes the block so far when the record doesn't fit in it.</param>
    public void Append(ReadOnlySpan<byte> record, IBlockSink sink) => record.CopyTo(Reserve(record.Length, sink));

    /// <summary>Adds a record of a known length, whose bytes the caller writes before the next call.</summary>
    /// <param name="length">The record's length in bytes.</param>
    /// <param name="sink">Takes the block so far when the record doesn't fit in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or over 1 GiB.</exception>
    public Span<byte> Reserve(int length, IBlockSink sink)
    {
        if ((uint)length > LargestRecord)
            throw new ArgumentOutOfRangeException(nameof(length), length, "A record of a block has 0 bytes to 1 GiB.");

        int size = PrefixLength(length) + length;
        if (_buffer.Length - _length < size)
            MakeRoom(size, sink);

        for (uint rest = (uint)length; ; rest >>= 7)
        {
            bool last = rest < 0x80;
            _buffer[_length++] = (byte)(last ? rest : rest | 0x80);
            if (last)
                break;
        }

        Span<byte> record = _buffer.AsSpan(_length, length);
        _length += length;
        return record;
    }

    /// <summary>Hands on the records that are left, at the end of an epoch; does nothing when there are none.</summary>
    public void Flush(IBlockSink sink)
    {
        if (_length == BlockHeader.Length)
            return;

        sink.Take(_header, _buffer.AsSpan(0, _length));
        _length = BlockHeader.Length;
        if (_buffer.Length > BlockSize)
            _buffer = [];
    }

    private void MakeRoom(int size, IBlockSink sink)
    {
        if (_length + size > BlockSize)
            Flush(sink);

        int needed = _length + size;
        if (_buffer.Length >= needed)
            return;

        int grown = needed > BlockSize ? needed : (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(needed, FirstSize));
        Array.Resize(ref _buffer, grown);
    }

    private static int PrefixLength(int length) => (38 - BitOperations.LeadingZeroCount((uint)length | 1)) / 7;
}
