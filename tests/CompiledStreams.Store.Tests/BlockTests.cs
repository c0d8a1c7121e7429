using CsCheck;

namespace CompiledStreams.Store.Tests;

public class BlockTests
{
    private static readonly BlockAddress s_address = new(0xC0FFEE, 127, 7, 3);

    /// <summary>Blocks on disk look like this: a change here needs another version of the format. Computed by a program of its own.</summary>
    private const string SealedBlock =
        "43534201" + "09813043" + "33000000" + "03000000" + "0700000000000000" + "EFCDAB8967452301" + "EEFFC000" + "7F" + "01" + "0000"
        + "03010203" + "00" + "05FFFFFFFFFF";

    [Fact]
    public void A_blocks_bytes_are_these()
    {
        var sink = new Blocks(s_address);
        var writer = new BlockWriter(s_address.Operator, s_address.Shard, BlockKind.Log, 0x0123456789ABCDEF);
        writer.Append([1, 2, 3], sink);
        writer.Append([], sink);
        writer.Append([255, 255, 255, 255, 255], sink);
        writer.Flush(sink);

        Assert.Equal(SealedBlock, Convert.ToHexString(Assert.Single(sink.Taken)));
    }

    [Fact]
    public void A_blocks_key_is_its_address_in_reading_order()
    {
        byte[] key = new byte[BlockAddress.KeyLength];
        s_address.WriteKey(key);
        Assert.Equal("0200C0FFEE7F000000000000000700000003", Convert.ToHexString(key));
        Assert.True(BlockAddress.TryReadKey(key, out BlockAddress address));
        Assert.Equal(s_address, address);
        Assert.False(BlockAddress.TryReadKey([1], out _));
    }

    [Fact]
    public void Keys_are_ordered_as_operator_shard_epoch_and_sequence()
    {
        var address = Gen.Select(Gen.UInt, Gen.Byte, Gen.ULong, Gen.UInt, (o, s, e, n) => new BlockAddress(o, s, e, n));
        Gen.Select(address, address).Sample((a, b) =>
        {
            byte[] first = new byte[BlockAddress.KeyLength], second = new byte[BlockAddress.KeyLength];
            a.WriteKey(first);
            b.WriteKey(second);
            int expected = (a.Operator, a.Shard, a.Epoch, a.Sequence).CompareTo((b.Operator, b.Shard, b.Epoch, b.Sequence));
            Assert.Equal(Math.Sign(expected), Math.Sign(first.AsSpan().SequenceCompareTo(second)));
        });
    }

    [Fact]
    public void Records_are_read_as_they_were_appended() =>
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[100, 200], Gen.Int[16_000, 17_000], Gen.Int[65_480, 65_540], Gen.Int[70_000, 80_000])
            .List[0, 30].List[1, 3].Sample(
                epochs =>
                {
                    var writer = new BlockWriter(1, 2, BlockKind.Base, 3);
                    foreach (List<int> lengths in epochs)
                    {
                        var address = new BlockAddress(1, 2, 4, 5);
                        var sink = new Blocks(address);
                        byte[][] records = [.. lengths.Select(RecordOf)];
                        foreach (byte[] record in records)
                            writer.Append(record, sink);
                        writer.Flush(sink);

                        Assert.Equal(records.Select(Convert.ToBase64String), sink.Taken.SelectMany(b => Records(b, address)).Select(Convert.ToBase64String));
                        Assert.All(sink.Taken, b => Assert.True(b.Length <= BlockWriter.BlockSize || Records(b, address).Count == 1));
                    }
                },
                iter: 100);

    [Fact]
    public void Blocks_are_full_before_they_are_handed_on()
    {
        var sink = new Blocks(s_address);
        var writer = new BlockWriter(s_address.Operator, s_address.Shard, BlockKind.Log, 0);
        for (int i = 0; i < 10_000; i++)
            writer.Append(new byte[48], sink);

        Assert.Equal(7, sink.Taken.Count);
        Assert.All(sink.Taken, block => Assert.InRange(block.Length, BlockWriter.BlockSize - 48, BlockWriter.BlockSize));
    }

    [Fact]
    public void A_writer_that_is_reused_allocates_nothing()
    {
        var sink = new Nowhere();
        var writer = new BlockWriter(1, 1, BlockKind.Log, 0);
        byte[] record = new byte[48];
        long allocated = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 5_000; i++)
                writer.Append(record, sink);
            writer.Flush(sink);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Every_bit_of_a_block_that_changes_is_an_error_that_names_store_shard_and_epoch()
    {
        byte[] block = Convert.FromHexString(SealedBlock);
        for (int bit = 0; bit < block.Length * 8; bit++)
        {
            byte[] damaged = [.. block];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var error = Assert.Throws<StoreException>(() => Records(damaged, s_address));
            Assert.StartsWith("/store: the block of operator 00c0ffee, shard 127, epoch 7, block 3 is damaged: ", error.Message);
        }
    }

    [Fact]
    public void A_block_that_was_cut_is_an_error()
    {
        byte[] block = Convert.FromHexString(SealedBlock);
        for (int length = 0; length < block.Length; length++)
        {
            byte[] cut = block[..length];
            Assert.Throws<StoreException>(() => Records(cut, s_address));
        }
    }

    [Fact]
    public void A_block_in_anothers_place_is_an_error()
    {
        byte[] block = Convert.FromHexString(SealedBlock);
        var error = Assert.Throws<StoreException>(() => Records(block, s_address with { Epoch = 8 }));
        Assert.Contains("epoch 8, block 3 is damaged: a block of operator 00c0ffee, shard 127, epoch 7, block 3 is in its place", error.Message);
    }

    [Theory]
    [InlineData("05010203")]
    [InlineData("FFFFFFFF")]
    [InlineData("FFFFFFFFFFFFFF")]
    public void Bytes_that_are_not_records_are_an_error_though_their_checksum_is_right(string payload)
    {
        byte[] block = [.. new byte[BlockHeader.Length], .. Convert.FromHexString(payload)];
        new BlockHeader(s_address, BlockKind.Log, 0).Seal(block);
        var error = Assert.Throws<StoreException>(() => Records(block, s_address));
        Assert.Contains("is damaged: a record", error.Message);
    }

    [Fact]
    public void A_kind_that_is_not_known_is_an_error()
    {
        byte[] block = new byte[BlockHeader.Length];
        new BlockHeader(s_address, (BlockKind)9, 0).Seal(block);
        Assert.Contains("its kind is 9", Assert.Throws<StoreException>(() => Records(block, s_address)).Message);
    }

    [Fact]
    public void A_record_of_a_length_that_no_block_has_is_refused()
    {
        var writer = new BlockWriter(1, 1, BlockKind.Log, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => { writer.Reserve(-1, new Nowhere()); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { writer.Reserve((1 << 30) + 1, new Nowhere()); });
    }

    [Fact]
    public void The_checksum_is_Castagnolis() => Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8));

    private static byte[] RecordOf(int length)
    {
        byte[] record = new byte[length];
        new Random(length).NextBytes(record);
        return record;
    }

    private static List<byte[]> Records(byte[] block, BlockAddress address)
    {
        var records = new List<byte[]>();
        var reader = new BlockReader(block, address, "/store");
        while (reader.MoveNext())
            records.Add(reader.Record.ToArray());
        return records;
    }

    private sealed class Blocks(BlockAddress address) : IBlockSink
    {
        public List<byte[]> Taken { get; } = [];

        public void Take(in BlockHeader header, Span<byte> block)
        {
            (header with { Address = address }).Seal(block);
            Taken.Add(block.ToArray());
        }
    }

    private sealed class Nowhere : IBlockSink
    {
        public void Take(in BlockHeader header, Span<byte> block)
        {
        }
    }
}
