using System.Text;

namespace CompiledStreams.Store.Tests;

public class HeadTests
{
    private static readonly StoreIdentity s_identity = new(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), StoreIdentity.HashOf("Shop.CustomerSpending"), "Shop.CustomerSpending", 128);

    /// <summary>Computed by a program of its own.</summary>
    private const string Slot =
        "43534801" + "6A9525AB" + "0500000000000000" + "EFBEADDE" + "8000" + "1500" + "810D31643C9D5F8A" + "0F8FAD5BD9CB469FA16570867728950E"
        + "53686F702E437573746F6D65725370656E64696E67";

    [Fact]
    public void A_slots_bytes_are_these()
    {
        byte[] slot = new byte[HeadSlot.Length];
        new HeadSlot(s_identity, new EpochMark(5, 0xDEADBEEF)).Write(slot);
        Assert.Equal(Slot.PadRight(2 * HeadSlot.Length, '0'), Convert.ToHexString(slot));
        Assert.Equal(new HeadSlot(s_identity, new EpochMark(5, 0xDEADBEEF)), HeadSlot.Read(slot));
    }

    [Fact]
    public void Every_bit_of_a_slot_that_changes_is_noticed()
    {
        byte[] slot = new byte[HeadSlot.Length];
        new HeadSlot(s_identity, new EpochMark(5, 0xDEADBEEF)).Write(slot);
        for (int bit = 0; bit < slot.Length * 8; bit++)
        {
            slot[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(HeadSlot.Read(slot));
            slot[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_long_name_is_cut_at_a_character()
    {
        string name = "x" + string.Concat(Enumerable.Repeat("ü", 300));
        byte[] slot = new byte[HeadSlot.Length];
        new HeadSlot(s_identity with { PipelineName = name }, default).Write(slot);
        string read = HeadSlot.Read(slot)!.Value.Identity.PipelineName;
        Assert.StartsWith(read, name);
        Assert.Equal(207, Encoding.UTF8.GetByteCount(read));
    }

    /// <summary>HEAD at epoch 4, its slots intact or one damaged, against a database at each epoch about it.</summary>
    [Theory]
    [InlineData("", 2, "epoch 4 was committed, and /store/rocksdb is at epoch 2")]
    [InlineData("", 3, "epoch 4 was committed, and /store/rocksdb is at epoch 3")]
    [InlineData("", 4, null)]
    [InlineData("", 5, null)]
    [InlineData("", 6, "HEAD is older than the store")]
    [InlineData("older", 3, "epoch 4 was committed")]
    [InlineData("older", 4, "an epoch 5 may have been there and be lost")]
    [InlineData("older", 5, null)]
    [InlineData("older", 6, "HEAD is older than the store")]
    [InlineData("newer", 2, "epoch 3 was committed")]
    [InlineData("newer", 3, "an epoch 4 may have been there and be lost")]
    [InlineData("newer", 4, null)]
    [InlineData("newer", 5, "HEAD is older than the store")]
    [InlineData("both", 4, "neither of its two slots")]
    public void HEAD_and_the_database_are_compared(string damaged, ulong found, string? problem)
    {
        var files = new ForgetfulFiles(new Machine());
        using (Head head = Head.Create(files, "/store/HEAD", s_identity))
            for (ulong epoch = 1; epoch <= 4; epoch++)
                head.Advance(Mark(epoch));
        if (damaged is "newer" or "both")
            files.BytesOf("/store/HEAD")[9] ^= 1;
        if (damaged is "older" or "both")
            files.BytesOf("/store/HEAD")[Head.SlotDistance + 9] ^= 1;

        if (problem is not null)
        {
            var error = Assert.Throws<StoreException>(() => Open(files, Tip(found)));
            Assert.StartsWith("/store/HEAD: ", error.Message);
            Assert.Contains(problem, error.Message);
            return;
        }

        Assert.Equal(Mark(found), Open(files, Tip(found)));
        Assert.Equal(Mark(found), Open(files, Tip(found)));
        Assert.Throws<StoreException>(() => Open(files, Tip(found - 1)));
    }

    [Fact]
    public void A_database_whose_epoch_is_another_of_that_number_is_an_error()
    {
        ForgetfulFiles files = AtEpoch(4);
        Assert.Contains("another epoch 4", Assert.Throws<StoreException>(() => Open(files, Tip(4) with { Newest = new EpochMark(4, 1) })).Message);
        Assert.Contains("another epoch 4", Assert.Throws<StoreException>(() => Open(files, Tip(5) with { PreviousChecksum = 1 })).Message);
    }

    [Fact]
    public void A_HEAD_of_another_store_is_an_error()
        => Assert.Contains("of another store", Assert.Throws<StoreException>(() => Open(AtEpoch(4), Tip(4) with { StoreId = Guid.Empty })).Message);

    [Fact]
    public void A_new_store_is_at_epoch_0_and_its_first_epoch_may_be_ahead()
    {
        ForgetfulFiles files = AtEpoch(0);
        Assert.Equal(default, Open(files, default));
        Assert.Equal(Mark(1), Open(files, Tip(1) with { PreviousChecksum = 0 }));
        Assert.Throws<StoreException>(() => Open(files, default));
    }

    [Fact]
    public void Slots_that_do_not_belong_together_are_an_error()
    {
        ForgetfulFiles files = AtEpoch(4), older = AtEpoch(2);
        older.BytesOf("/store/HEAD").AsSpan(0, HeadSlot.Length).CopyTo(files.BytesOf("/store/HEAD"));
        Assert.Equal(Mark(3), Open(files, Tip(3)));
        older.BytesOf("/store/HEAD").AsSpan(Head.SlotDistance).CopyTo(files.BytesOf("/store/HEAD").AsSpan(Head.SlotDistance));
        Assert.Throws<StoreException>(() => Open(files, Tip(4)));

        ForgetfulFiles swapped = AtEpoch(4);
        byte[] bytes = swapped.BytesOf("/store/HEAD");
        byte[] even = bytes[..HeadSlot.Length];
        bytes.AsSpan(Head.SlotDistance).CopyTo(bytes);
        even.CopyTo(bytes.AsSpan(Head.SlotDistance));
        Assert.Contains("in the other's place", Assert.Throws<StoreException>(() => Open(swapped, Tip(4))).Message);
    }

    [Fact]
    public void A_HEAD_that_was_cut_is_an_error()
    {
        ForgetfulFiles files = AtEpoch(4);
        files.Open("/store/HEAD").Length -= 1;
        Assert.Contains("it has 4351 bytes of 4352", Assert.Throws<StoreException>(() => Open(files, Tip(4))).Message);
    }

    private static EpochMark Mark(ulong epoch) => new(epoch, (uint)epoch * 0x01010101);

    private static StoreTip Tip(ulong epoch) => new(Mark(epoch), Mark(epoch - 1).Checksum, s_identity.StoreId);

    private static ForgetfulFiles AtEpoch(ulong newest)
    {
        var files = new ForgetfulFiles(new Machine());
        using Head head = Head.Create(files, "/store/HEAD", s_identity);
        for (ulong epoch = 1; epoch <= newest; epoch++)
            head.Advance(Mark(epoch));
        return files;
    }

    private static EpochMark Open(ForgetfulFiles files, StoreTip tip)
    {
        using Head head = Head.Open(files, "/store/HEAD");
        head.Reconcile(tip, "/store/rocksdb");
        return head.Newest;
    }
}
