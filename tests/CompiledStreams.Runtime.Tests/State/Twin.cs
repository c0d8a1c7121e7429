using System.Runtime.CompilerServices;
using CompiledStreams.Runtime;

namespace CompiledStreams.Runtime.Tests.State;

/// <summary>What a test does to a table and to its twin, a dictionary.</summary>
internal readonly record struct Operation(int Kind, int Key, int Value);

/// <summary>Runs operations on both and says where they differ. Keys of the twin are values: text as strings.</summary>
internal static class Twin
{
    public static void Compare<TKey, TStored, TLayout>(IReadOnlyList<Operation> operations, Func<int, TKey> keyOf, Func<TKey, string> nameOf)
        where TStored : unmanaged
        where TLayout : struct, IKeyLayout<TKey, TStored> =>
        Compare<TKey, TStored, (long Sum, int Count), TLayout>(operations, keyOf, nameOf, static (ref s, value) => s = (s.Sum + value, s.Count + 1));

    public delegate void Change<TState>(ref TState state, int value);

    public static void Compare<TKey, TStored, TState, TLayout>(
        IReadOnlyList<Operation> operations, Func<int, TKey> keyOf, Func<TKey, string> nameOf, Change<TState> change)
        where TStored : unmanaged
        where TLayout : struct, IKeyLayout<TKey, TStored>
    {
        using var table = new KeyedState<TKey, TStored, TState, TLayout>();
        table.Arena.Poison = true;
        var twin = new Dictionary<string, TState>();
        foreach (Operation operation in operations)
        {
            table.EnsureRoom(1);
            var view = table.Open();
            TKey key = keyOf(operation.Key);
            uint hash = table.Hash(in key);
            string name = nameOf(key);
            switch (operation.Kind)
            {
                case < 6:
                    view.Prefetch(hash);
                    change(ref view.GetOrAdd(in key, hash), operation.Value);
                    TState expected = twin.GetValueOrDefault(name)!;
                    change(ref expected, operation.Value);
                    twin[name] = expected;
                    break;
                case < 8:
                    Assert.Equal(twin.Remove(name), view.Remove(in key, hash));
                    break;
                case 8:
                    ref TState state = ref view.TryGet(in key, hash, out bool found);
                    Assert.Equal(twin.ContainsKey(name), found);
                    Assert.Equal(!found, Unsafe.IsNullRef(ref state));
                    if (found)
                        Assert.Equal(twin[name], state);
                    break;
                case 9 when operation.Value % 50 == 0:
                    table.Clear();
                    twin.Clear();
                    break;
            }

            table.Arena.EndBlock();
            Assert.Equal(twin.Count, table.Count);
        }

        var rest = new Dictionary<string, TState>();
        foreach (var entry in table)
            rest.Add(nameOf(entry.Key), entry.State);

        Assert.Equal(twin.OrderBy(p => p.Key, StringComparer.Ordinal), rest.OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    /// <summary>The same in blocks: the states of a block are found together, then changed; keys of some operations are removed after it.</summary>
    public static void CompareBlocks<TKey, TStored, TState, TLayout>(
        IReadOnlyList<Operation> operations, Func<int, TKey> keyOf, Func<TKey, string> nameOf, Change<TState> change)
        where TStored : unmanaged
        where TLayout : struct, IKeyLayout<TKey, TStored>
    {
        using var table = new KeyedState<TKey, TStored, TState, TLayout>();
        table.Arena.Poison = true;
        var twin = new Dictionary<string, TState>();
        foreach (Operation[] block in operations.Chunk(256))
        {
            KeyedEvent<TKey>[] events = [.. block.Select((o, i) => Keyed<TKey, TStored, TLayout>(keyOf(o.Key), i))];
            var states = table.GetOrAdd(events);
            for (int i = 0; i < block.Length; i++)
            {
                string name = nameOf(events[i].Key);
                TState expected = twin.GetValueOrDefault(name)!;
                Assert.Equal(expected, states[i]);
                change(ref states[i], block[i].Value);
                change(ref expected, block[i].Value);
                twin[name] = expected;
            }

            for (int i = 0; i < block.Length; i++)
            {
                if (block[i].Kind >= 6)
                    Assert.Equal(twin.Remove(nameOf(events[i].Key)), table.Open().Remove(in events[i].Key, events[i].Hash));
            }

            table.Arena.EndBlock();
            Assert.Equal(twin.Count, table.Count);
        }

        var rest = new Dictionary<string, TState>();
        foreach (var entry in table)
            rest.Add(nameOf(entry.Key), entry.State);

        Assert.Equal(twin.OrderBy(p => p.Key, StringComparer.Ordinal), rest.OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    private static KeyedEvent<TKey> Keyed<TKey, TStored, TLayout>(TKey key, int index)
        where TStored : unmanaged
        where TLayout : struct, IKeyLayout<TKey, TStored> => new(key, TLayout.Hash(in key), index);
}
