using CompiledStreams.Runtime;
using CsCheck;

namespace CompiledStreams.Runtime.Tests.State;

public class KeyHashTests
{
    [Fact]
    public void Mix_can_be_undone() => Gen.UInt.Sample(value => KeyHash.Unmix(KeyHash.Mix(value)) == value);

    [Fact]
    public void Every_byte_of_a_text_counts() => Gen.Select(Gen.Byte.Array[1, 300], Gen.Int[0, 299], Gen.Int[0, 7]).Sample((text, at, bit) =>
    {
        byte[] other = [.. text];
        other[at % text.Length] ^= (byte)(1 << bit);
        return KeyHash.OfText(text) != KeyHash.OfText(other);
    });

    [Fact]
    public void Zeros_of_different_lengths_hash_differently()
    {
        byte[] zeros = new byte[400];
        Assert.Equal(400, Enumerable.Range(0, 400).Select(n => KeyHash.OfText(zeros.AsSpan(0, n))).Distinct().Count());
    }

    [Fact]
    public void Numbered_texts_spread_over_buckets_like_random_ones()
    {
        // 40,000 balls in 65,536 bins hit 65,536 * (1 - e^-0.61) = 29,940 of them, give or take 90.
        int bins = Enumerable.Range(0, 40_000).Select(n => TextKey.Hash(new Utf8Text($"customer-{n}")) >> 16).Distinct().Count();
        Assert.InRange(bins, 29_400, 30_500);
    }

    [Fact]
    public void Pairs_of_small_numbers_spread_over_buckets_like_random_ones()
    {
        int bins = Enumerable.Range(0, 40_000)
            .Select(n => KeyHash.Finish(KeyHash.Combine(KeyHash.Combine(KeyHash.Seed, n / 200), (short)(n % 200))) >> 16)
            .Distinct().Count();
        Assert.InRange(bins, 29_400, 30_500);
    }

    [Fact]
    public void The_parts_of_a_key_have_an_order()
    {
        ulong ab = KeyHash.Combine(KeyHash.Combine(KeyHash.Seed, "a"u8), "b"u8);
        Assert.NotEqual(ab, KeyHash.Combine(KeyHash.Combine(KeyHash.Seed, "b"u8), "a"u8));
        Assert.NotEqual(ab, KeyHash.Combine(KeyHash.Combine(KeyHash.Seed, "ab"u8), ""u8));
    }

    [Fact]
    public void Hashes_are_the_same_in_every_process()
    {
        Assert.Equal(0x9E3779B9u, KeyHash.Mix(1));
        Assert.Equal(0x29AD1676u, KeyHash.Finish(KeyHash.OfText("customer"u8)));
        Assert.Equal(0x0E76D2C4u, KeyHash.Finish(KeyHash.OfText("a customer with a long name"u8)));
        Assert.Equal(0xFAE808C3u, ScalarKey<Guid>.Hash(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));
    }
}
