using System.Text;
using CompiledStreams.Runtime;
using CsCheck;

namespace CompiledStreams.Runtime.Tests.State;

public class TextArenaTests
{
    private static readonly Gen<byte[]> Texts = Gen.OneOf(Gen.Byte.Array[0, 20], Gen.Byte.Array[0, 300], Gen.Byte.Array[8000, 9000]);

    [Fact]
    public void Texts_stay_as_stored_until_they_are_dropped() => Gen.Select(Gen.Int[0, 30], Texts).List[0, 400].Sample(
        stores =>
        {
            var arena = new TextArena { Poison = true };
            var held = new TextRef[31];
            var twin = new byte[31][];
            Array.Fill(twin, []);
            int count = 0;
            foreach ((int slot, byte[] text) in stores)
            {
                held[slot] = arena.Update(held[slot], new Utf8Text(text));
                twin[slot] = text;
                if (++count % 7 == 0)
                    arena.EndBlock();

                for (int i = 0; i < held.Length; i++)
                    Assert.True(arena.Span(held[i]).SequenceEqual(twin[i]), $"Slot {i} after {count} stores.");
            }

            Assert.Equal(twin.Sum(t => (long)t.Length), arena.LiveBytes);
        },
        iter: 100);

    [Fact]
    public void Every_length_is_kept_whole()
    {
        var arena = new TextArena();
        var held = Enumerable.Range(0, 10_000).Select(n => arena.Store(Filled(n))).ToArray();
        for (int n = 0; n < held.Length; n++)
            Assert.Equal(new Utf8Text(Filled(n)), arena.Load(held[n]));
    }

    [Fact]
    public void A_view_holds_to_the_end_of_the_block_in_which_its_text_is_dropped()
    {
        var arena = new TextArena { Poison = true };
        TextRef held = arena.Store("customer"u8);
        Utf8Text view = arena.Load(held);
        arena.Drop(held);
        arena.Store("elephant"u8);
        Assert.Equal("customer", view.ToString());
        arena.EndBlock();
        Assert.True(view.Span.IndexOfAnyExcept((byte)0xDD) < 0, "All bytes must be poison.");
    }

    [Fact]
    public void A_long_text_that_is_dropped_is_poisoned_too()
    {
        var arena = new TextArena { Poison = true };
        TextRef held = arena.Store(Filled(100_000));
        Utf8Text view = arena.Load(held);
        arena.Drop(held);
        arena.EndBlock();
        Assert.True(view.Span.IndexOfAnyExcept((byte)0xDD) < 0, "All bytes must be poison.");
        Assert.Equal(0, arena.Bytes);
    }

    [Fact]
    public void A_slot_that_keeps_its_text_costs_nothing()
    {
        var arena = new TextArena();
        TextRef held = arena.Store("customer"u8);
        Assert.Equal(held, arena.Update(held, arena.Load(held)));
        Assert.Equal(held, arena.Update(held, "customer"));
        Assert.Equal(8, arena.LiveBytes);
    }

    [Fact]
    public void A_slot_may_take_a_part_of_its_own_text()
    {
        var arena = new TextArena { Poison = true };
        TextRef held = arena.Store("customer"u8);
        held = arena.Update(held, arena.Load(held).Slice(2, 4));
        arena.EndBlock();
        Assert.Equal("stom", arena.Load(held).ToString());
    }

    [Fact]
    public void A_second_drop_is_refused()
    {
        var arena = new TextArena();
        TextRef held = arena.Store("customer"u8);
        arena.Drop(held);
        arena.Drop(held);
        Assert.Contains("dropped twice", Assert.Throws<InvalidOperationException>(arena.EndBlock).Message);
    }

    [Fact]
    public void Emptied_chunks_serve_other_sizes()
    {
        var arena = new TextArena();
        long most = 0;
        for (int length = 8; length <= 8192; length += 64)
        {
            byte[] text = Filled(length);
            TextRef[] held = [.. Enumerable.Range(0, (1 << 20) / length).Select(_ => arena.Store(text))];
            most = Math.Max(most, arena.Bytes);
            Array.ForEach(held, r => arena.Drop(r));
            arena.EndBlock();
        }

        Assert.True(most <= 3 << 19, $"1 MiB of text took {most:N0} bytes.");
    }

    [Fact]
    public void Random_updates_of_a_live_set_allocate_nothing_and_stay_bounded()
    {
        const int Slots = 20_000;
        var arena = new TextArena();
        var random = new Random(3);
        var held = new TextRef[Slots];
        byte[] text = Filled(300);
        Update(arena, held, text, random, updates: 4_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Update(arena, held, text, random, updates: 1_000_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(arena.Bytes < arena.LiveBytes * 2, $"{arena.Bytes:N0} bytes hold {arena.LiveBytes:N0} bytes of text.");
    }

    private static void Update(TextArena arena, TextRef[] held, byte[] text, Random random, int updates)
    {
        for (int i = 0; i < updates; i++)
        {
            int length = random.Next(301);
            ref TextRef slot = ref held[random.Next(held.Length)];
            slot = arena.Update(slot, new Utf8Text(text, 300 - length, length));
            if (i % 256 == 255)
                arena.EndBlock();
        }
    }

    private static byte[] Filled(int length)
    {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++)
            text[i] = (byte)(i * 31 + length);

        return text;
    }
}
