using System.Text;
using CompiledStreams.Runtime;
using CsCheck;

namespace CompiledStreams.Runtime.Tests.State;

public class KeyedStateTests
{
    private enum Color : ushort { Red, Green, Blue = 60_000 }

    private static readonly Gen<List<Operation>> Operations =
        Gen.Select(Gen.Int[0, 9], Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 5000], Gen.Int), Gen.Int[0, 1000])
            .Select((kind, key, value) => new Operation(kind, key, value))
            .List[0, 3000];

    private static string Name<T>(T key) => key!.ToString()!;

    [Fact]
    public void Int_keys_behave_as_in_a_dictionary() =>
        Operations.Sample(o => Twin.Compare<int, int, ScalarKey<int>>(o, k => k, Name), iter: 100);

    [Fact]
    public void Long_keys_behave_as_in_a_dictionary() =>
        Operations.Sample(o => Twin.Compare<long, long, ScalarKey<long>>(o, k => (long)k << 20, Name), iter: 50);

    [Fact]
    public void Colliding_keys_behave_as_in_a_dictionary() =>
        Operations.Sample(o => Twin.Compare<int, int, Colliding>(o, k => k & 0xFFF, Name), iter: 100);

    [Fact]
    public void Small_scalars_behave_as_in_a_dictionary() => Operations.Sample(
        o =>
        {
            Twin.Compare<bool, bool, ScalarKey<bool>>(o, k => k % 2 == 0, Name);
            Twin.Compare<sbyte, sbyte, ScalarKey<sbyte>>(o, k => (sbyte)k, Name);
            Twin.Compare<char, char, ScalarKey<char>>(o, k => (char)k, k => ((int)k).ToString());
            Twin.Compare<Color, Color, ScalarKey<Color>>(o, k => (Color)k, k => ((int)k).ToString());
        },
        iter: 30);

    [Fact]
    public void Dates_times_and_guids_behave_as_in_a_dictionary() => Operations.Sample(
        o =>
        {
            Twin.Compare<DateOnly, DateOnly, ScalarKey<DateOnly>>(o, k => DateOnly.FromDayNumber(k & 0xFFFFF), k => k.DayNumber.ToString());
            Twin.Compare<Timestamp, Timestamp, ScalarKey<Timestamp>>(o, k => new Timestamp(k * 1_000_000L), k => k.Microseconds.ToString());
            Twin.Compare<Guid, Guid, ScalarKey<Guid>>(o, k => new Guid(k & 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(k >> 8)), Name);
        },
        iter: 30);

    [Fact]
    public void Text_keys_behave_as_in_a_dictionary() => Operations.Sample(
        o => Twin.Compare<Utf8Text, TextRef, TextKey>(o, k => Text(k & 0x7FF), Name), iter: 50);

    [Fact]
    public void States_with_references_behave_as_in_a_dictionary() => Operations.Sample(
        o =>
        {
            Twin.Compare<int, int, (string? Last, int Count), ScalarKey<int>>(o, k => k, Name, static (ref s, v) => s = (v.ToString(), s.Count + 1));
            Twin.Compare<int, int, string?, Colliding>(o, k => k & 0xFF, Name, static (ref s, v) => s = s?.Length > 20 ? null : s + v);
        },
        iter: 50);

    [Fact]
    public void A_state_of_one_byte_behaves_as_in_a_dictionary() =>
        Operations.Sample(o => Twin.Compare<int, int, byte, ScalarKey<int>>(o, k => k, Name, static (ref s, v) => s += (byte)v), iter: 50);

    [Fact]
    public void Keys_found_in_blocks_behave_as_in_a_dictionary() => Operations.Sample(
        o =>
        {
            Twin.CompareBlocks<int, int, (long Sum, long Count), ScalarKey<int>>(o, k => k, Name, static (ref s, v) => s = (s.Sum + v, s.Count + 1));
            Twin.CompareBlocks<int, int, (long, long, long, long), ScalarKey<int>>(o, k => k, Name, static (ref s, v) => s.Item4 += v);
            Twin.CompareBlocks<long, long, long, ScalarKey<long>>(o, k => (long)k << 20, Name, static (ref s, v) => s += v);
            Twin.CompareBlocks<int, int, int, Colliding>(o, k => k & 0xFFF, Name, static (ref s, v) => s += v);
            Twin.CompareBlocks<Utf8Text, TextRef, long, TextKey>(o, k => Text(k & 0x7FF), Name, static (ref s, v) => s += v);
            Twin.CompareBlocks<int, int, string?, Colliding>(o, k => k & 0xFF, Name, static (ref s, v) => s = s?.Length > 20 ? null : s + v);
        },
        iter: 40);

    [Fact]
    public void Blocks_find_the_keys_of_a_large_table()
    {
        const int Keys = 200_000;
        using var table = new KeyedState<int, int, (long Sum, long Count), ScalarKey<int>>();
        var block = new KeyedEvent<int>[250];
        for (int at = 0; at < 3 * Keys; at += block.Length)
        {
            for (int i = 0; i < block.Length; i++)
            {
                int key = (int)((at + i) % Keys * 0x5851F42DL);
                block[i] = new(key, table.Hash(in key), i);
            }

            var states = table.GetOrAdd(block);
            for (int i = 0; i < block.Length; i++)
                states[i] = (states[i].Sum + block[i].Key, states[i].Count + 1);
        }

        Assert.True(table.IsLarge);
        Assert.Equal(Keys, table.Count);
        foreach (var entry in table)
            Assert.Equal((3L * entry.Key, 3), entry.State);
    }

    [Fact]
    public void Enumeration_shows_neither_the_order_nor_the_history_of_keys() => Gen.Int[0, 300].HashSet[0, 200].Sample(
        keys =>
        {
            int[] once = Enumerate<Colliding>(keys.Order(), []);
            Assert.Equal(once, Enumerate<Colliding>(keys.OrderDescending(), []));
            Assert.Equal(once, Enumerate<Colliding>(keys, Enumerable.Range(1000, 5000)));
            Assert.Equal(keys.Order(), once.Order());
        },
        iter: 200);

    [Fact]
    public void Enumeration_is_the_same_in_every_process() =>
        Assert.Equal([0, 5, 2, 7, 4, 1, 6, 3], Enumerate<ScalarKey<int>>(Enumerable.Range(0, 8), []));

    [Fact]
    public void Two_million_keys_find_their_states()
    {
        const int Keys = 2_000_000;
        using var table = new KeyedState<int, int, long, ScalarKey<int>>();
        for (int round = 0; round < 2; round++)
        {
            for (int at = 0; at < Keys; at += 250)
            {
                table.EnsureRoom(250);
                var view = table.Open();
                for (int i = at; i < at + 250; i++)
                {
                    int key = i * 7919;
                    view.GetOrAdd(in key, table.Hash(in key)) += i;
                }
            }
        }

        Assert.Equal(Keys, table.Count);
        Assert.True(table.IsLarge);
        long sum = 0;
        uint last = 0;
        foreach (var entry in table)
        {
            uint hash = table.Hash(entry.Key);
            Assert.True(sum == 0 || hash > last, "Hashes must ascend.");
            Assert.Equal(unchecked((int)(entry.State / 2) * 7919), entry.Key);
            last = hash;
            sum += entry.State;
        }

        Assert.Equal((long)Keys * (Keys - 1), sum);
    }

    [Fact]
    public void References_hold_while_the_room_that_was_asked_for_lasts()
    {
        using var table = new KeyedState<int, int, int, ScalarKey<int>>();
        table.EnsureRoom(256);
        var view = table.Open();
        int first = -1;
        ref int state = ref view.GetOrAdd(in first, table.Hash(in first));
        for (int key = 0; key < 255; key++)
            view.GetOrAdd(in key, table.Hash(in key)) = 1;

        state = 42;
        Assert.Equal(42, view.GetOrAdd(in first, table.Hash(in first)));
    }

    [Fact]
    public void A_key_beyond_the_room_is_refused_in_words() => Assert.Contains("EnsureRoom", Assert.Throws<InvalidOperationException>(static () =>
    {
        using var table = new KeyedState<int, int, int, ScalarKey<int>>();
        var view = table.Open();
        for (int key = 0; key < 1000; key++)
            view.GetOrAdd(in key, table.Hash(in key))++;
    }).Message);

    [Fact]
    public void A_disposed_table_refuses_use()
    {
        var table = new KeyedState<int, int, int, ScalarKey<int>>();
        table.Dispose();
        table.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { table.Open(); });
        Assert.Throws<ObjectDisposedException>(() => table.EnsureRoom(1));
        Assert.Throws<ObjectDisposedException>(table.Clear);
    }

    [Fact]
    public void Updates_and_replaced_keys_allocate_nothing()
    {
        using var table = new KeyedState<Utf8Text, TextRef, long, TextKey>();
        Utf8Text[] texts = [.. Enumerable.Range(0, 2000).Select(Text)];
        var random = new Random(11);
        Churn(table, texts, random, blocks: 3000);
        long bytes = table.Bytes + table.Arena.Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Churn(table, texts, random, blocks: 3000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(bytes, table.Bytes + table.Arena.Bytes);
    }

    // Each block adds 100 texts and removes the 100 that were added five blocks before.
    private static void Churn(KeyedState<Utf8Text, TextRef, long, TextKey> table, Utf8Text[] texts, Random random, int blocks)
    {
        for (int block = 0; block < blocks; block++)
        {
            table.EnsureRoom(256);
            var view = table.Open();
            int start = block * 100 % texts.Length;
            for (int i = 0; i < 100; i++)
            {
                ref readonly Utf8Text added = ref texts[(start + i) % texts.Length];
                view.GetOrAdd(in added, table.Hash(in added)) += random.Next(10);
                ref readonly Utf8Text removed = ref texts[(start + i + texts.Length - 500) % texts.Length];
                view.Remove(in removed, table.Hash(in removed));
            }

            table.Arena.EndBlock();
        }
    }

    private static int[] Enumerate<TLayout>(IEnumerable<int> keys, IEnumerable<int> addedAndRemoved)
        where TLayout : struct, IKeyLayout<int, int>
    {
        using var table = new KeyedState<int, int, int, TLayout>();
        foreach (int key in addedAndRemoved)
        {
            table.EnsureRoom(1);
            table.Open().GetOrAdd(in key, table.Hash(in key))++;
        }

        foreach (int key in keys)
        {
            table.EnsureRoom(1);
            table.Open().GetOrAdd(in key, table.Hash(in key))++;
        }

        foreach (int key in addedAndRemoved)
            Assert.True(table.Open().Remove(in key, table.Hash(in key)));

        var found = new List<int>();
        foreach (var entry in table)
            found.Add(entry.Key);

        return [.. found];
    }

    /// <summary>A text of 0 to 300 bytes, another one for each number.</summary>
    private static Utf8Text Text(int number)
    {
        if (number == 0)
            return default;

        string digits = number.ToString();
        return new Utf8Text(Encoding.UTF8.GetBytes(new string('x', Math.Max(0, (number % 301) - digits.Length)) + digits));
    }
}
