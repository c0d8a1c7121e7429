using System.Buffers;

namespace CompiledStreams.Store.Tests;

public class EpochRecordTests
{
    private static readonly Guid s_store = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    /// <summary>Computed by a program of its own.</summary>
    private const string Record =
        "43534501" + "C5BC2DA0" + "4B000000" + "EFBEADDE" + "0600000000000000" + "0F8FAD5BD9CB469FA16570867728950E" + "01000000"
        + "EEFFC000" + "0200000000000000" + "0000020000000000" + "8877665544332211" + "010203";

    [Fact]
    public void A_records_bytes_are_these()
    {
        var inventory = new Inventory();
        inventory.Of(0xC0FFEE) = new Holdings { Blocks = 2, Bytes = 131072, Digest = 0x1122334455667788 };
        var output = new ArrayBufferWriter<byte>();
        uint checksum = EpochRecord.Write(output, epoch: 6, previous: 0xDEADBEEF, s_store, inventory, [1, 2, 3]);
        Assert.Equal(Record, Convert.ToHexString(output.WrittenSpan));
        Assert.Equal(0xA02DBCC5, checksum);

        EpochRecord read = EpochRecord.Read(output.WrittenSpan, "/store");
        Assert.Equal(new StoreTip(new EpochMark(6, 0xA02DBCC5), 0xDEADBEEF, s_store), read.Tip);
        Assert.Equal([1, 2, 3], read.Payload);
        Assert.True(read.Inventory.Of(0xC0FFEE).Equals(inventory.Of(0xC0FFEE)));
    }

    [Fact]
    public void Every_bit_of_a_record_that_changes_is_an_error_that_names_the_store()
    {
        byte[] record = Convert.FromHexString(Record);
        for (int bit = 0; bit < record.Length * 8; bit++)
        {
            byte[] damaged = [.. record];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var error = Assert.Throws<StoreException>(() => EpochRecord.Read(damaged, "/store"));
            Assert.StartsWith("/store: the record of the newest epoch is damaged: ", error.Message);
        }

        for (int length = 0; length < record.Length; length++)
        {
            byte[] cut = record[..length];
            Assert.Throws<StoreException>(() => EpochRecord.Read(cut, "/store"));
        }
    }

    [Fact]
    public void Holdings_do_not_depend_on_order_and_blocks_can_be_taken_away()
    {
        byte[] first = new byte[BlockHeader.Length], second = new byte[BlockHeader.Length];
        var firstAddress = new BlockAddress(1, 2, 3, 4);
        var secondAddress = new BlockAddress(1, 2, 3, 5);
        new BlockHeader(firstAddress, BlockKind.Log, 0).Seal(first);
        new BlockHeader(secondAddress, BlockKind.Log, 0).Seal(second);
        Holdings both = default, reversed = default, one = default;
        both.Add(firstAddress, first);
        both.Add(secondAddress, second);
        reversed.Add(secondAddress, second);
        reversed.Add(firstAddress, first);
        one.Add(firstAddress, first);

        Assert.True(both.Equals(reversed));
        Assert.False(both.Equals(one));
        Holdings rest = both;
        rest.Remove(one);
        one = default;
        one.Add(secondAddress, second);
        Assert.True(rest.Equals(one));
    }
}
