using System.Text;

namespace CompiledStreams.Store.Tests;

public class ShardTests
{
    /// <summary>The partitioner tests of Apache Kafka have the same values.</summary>
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void The_hash_is_Kafkas(string key, int hash) => Assert.Equal(hash, (int)Shards.Murmur2(Encoding.UTF8.GetBytes(key)));

    /// <summary>Stores on disk are laid out by these: a change here loses every store. Computed by a program of its own.</summary>
    [Theory]
    [InlineData((byte)7, "07", 105)]
    [InlineData((short)-2, "FFFE", 11)]
    [InlineData(0, "00000000", 64)]
    [InlineData(1, "00000001", 48)]
    [InlineData(42, "0000002A", 56)]
    [InlineData(-1, "FFFFFFFF", 37)]
    [InlineData(1_000_000, "000F4240", 22)]
    [InlineData(42L, "000000000000002A", 64)]
    [InlineData(long.MinValue, "8000000000000000", 120)]
    [InlineData("", "", 89)]
    [InlineData("a", "61", 124)]
    [InlineData("Zürich", "5AC3BC72696368", 49)]
    [InlineData("customer-4711", "637573746F6D65722D34373131", 28)]
    public void A_key_of_one_value_has_these_bytes_and_this_shard(object key, string bytes, int shard)
    {
        var laid = new KeyBytes(new byte[64]);
        switch (key)
        {
            case byte value: laid.Add(value); break;
            case short value: laid.Add(value); break;
            case int value: laid.Add(value); break;
            case long value: laid.Add(value); break;
            case string value: laid.AddText(Encoding.UTF8.GetBytes(value)); break;
        }

        AssertLaid(laid, bytes, shard);
    }

    [Fact]
    public void An_identifier_is_its_lower_case_text()
    {
        var laid = new KeyBytes(new byte[64]);
        laid.Add(new Guid("0F8FAD5B-D9CB-469F-A165-70867728950E"));
        AssertLaid(laid, Convert.ToHexString("0f8fad5b-d9cb-469f-a165-70867728950e"u8), 21);
    }

    [Fact]
    public void Fields_follow_each_other_with_text_behind_its_length()
    {
        var numberAndText = new KeyBytes(new byte[64]);
        numberAndText.Add(42);
        numberAndText.AddTextField("DE"u8);
        AssertLaid(numberAndText, "0000002A000000024445", 50);

        var texts = new KeyBytes(new byte[64]);
        texts.AddTextField("ab"u8);
        texts.AddTextField("c"u8);
        AssertLaid(texts, "0000000261620000000163", 80);
    }

    [Fact]
    public void Consecutive_keys_spread_over_all_shards()
    {
        var counts = new int[Shards.Embedded];
        Span<byte> buffer = stackalloc byte[4];
        for (int key = 0; key < 128_000; key++)
        {
            var laid = new KeyBytes(buffer);
            laid.Add(key);
            counts[Shards.Of(laid.Written)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 800, 1200));
    }

    private static void AssertLaid(KeyBytes key, string bytes, int shard)
    {
        Assert.Equal(bytes, Convert.ToHexString(key.Written));
        Assert.Equal(shard, Shards.Of(key.Written));
    }
}
