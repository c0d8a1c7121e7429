using CompiledStreams.Runtime;
using CsCheck;

namespace CompiledStreams.Runtime.Tests.State;

/// <summary>What a checkpoint is told of a table: with the base that was read in slices and the changes since it began, all keys and no other are there.</summary>
public class KeyedStateChangesTests
{
    private const int Keys = 60;
    private const int ManyKeys = 4_000;

    private static readonly Gen<List<(int Kind, int Key)>> s_steps = Gen.Select(Gen.Int[0, 10], Gen.Int[0, Keys - 1]).List[0, 60];

    public enum Slots
    {
        Numbers,
        Bytes,
        Pairs,
        Triples,
        Texts,
    }

    [Theory]
    [InlineData(Slots.Numbers, false)]
    [InlineData(Slots.Numbers, true)]
    [InlineData(Slots.Bytes, false)]
    [InlineData(Slots.Bytes, true)]
    [InlineData(Slots.Pairs, false)]
    [InlineData(Slots.Pairs, true)]
    [InlineData(Slots.Triples, false)]
    [InlineData(Slots.Triples, true)]
    [InlineData(Slots.Texts, false)]
    [InlineData(Slots.Texts, true)]
    public void Changes_give_the_table_alone_or_behind_a_base_in_slices(Slots slots, bool readsBase) => s_steps.Sample(
        steps =>
        {
            switch (slots)
            {
                case Slots.Numbers:
                    Run<long>.Check(steps, readsBase, i => i);
                    break;
                case Slots.Bytes:
                    Run<byte>.Check(steps, readsBase, i => (byte)i);
                    break;
                case Slots.Pairs:
                    Run<(long, long)>.Check(steps, readsBase, i => (i, -i));
                    break;
                case Slots.Triples:
                    Run<(int, long, long)>.Check(steps, readsBase, i => (i, -i, 2 * i));
                    break;
                case Slots.Texts:
                    Run<string?>.Check(steps, readsBase, i => i.ToString());
                    break;
            }
        },
        iter: 200);

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Only_keys_that_were_asked_for_since_the_last_epoch_are_given(int keys)
    {
        CheckOnlyAskedFor<byte>(keys);
        CheckOnlyAskedFor<(long, long)>(keys);
        CheckOnlyAskedFor<(long, long, long)>(keys);
        CheckOnlyAskedFor<string?>(keys);
    }

    private static void CheckOnlyAskedFor<TState>(int keys)
    {
        using KeyedState<int, int, TState, ScalarKey<int>> table = new();
        int[] all = [.. Enumerable.Range(0, keys)];
        table.GetOrAdd(Block(table, all));
        Log<TState> log = new();
        table.TrackChanges(log);
        table.TakeChanges();
        Assert.Empty(log.Changed());

        foreach (int step in (int[])[1, 3, 1, 2])
        {
            int[] asked = [.. all.Where(key => key % step == 0).SelectMany(key => new[] { key, key })];
            table.GetOrAdd(Block(table, asked));
            int alone = keys / 2;
            table.Open().GetOrAdd(in alone, table.Hash(in alone));
            table.TakeChanges();
            Assert.Equal(asked.Append(alone).Distinct().Order(), log.Changed());
        }
    }

    private static KeyedEvent<int>[] Block<TState>(KeyedState<int, int, TState, ScalarKey<int>> table, int[] keys) =>
        [.. keys.Select((key, i) => new KeyedEvent<int>(key, table.Hash(in key), i))];

    private static class Run<TState>
    {
        public static void Check(List<(int Kind, int Key)> steps, bool readsBase, Func<int, TState> stateOf)
        {
            new Run<TState, Colliding>(readsBase, stateOf).Check(steps);
            new Run<TState, ScalarKey<int>>(readsBase, stateOf).Check(steps);
        }
    }

    private sealed class Run<TState, TLayout>
        where TLayout : struct, IKeyLayout<int, int>
    {
        private readonly KeyedState<int, int, TState, TLayout> _table = new();
        private readonly Log<TState> _log = new();
        private readonly bool _readsBase;
        private readonly Func<int, TState> _stateOf;
        private uint _bucket;
        private long _bytes;

        public Run(bool readsBase, Func<int, TState> stateOf) => (_readsBase, _stateOf) = (readsBase, stateOf);

        public void Check(List<(int Kind, int Key)> steps)
        {
            using KeyedState<int, int, TState, TLayout> table = _table;
            table.TrackChanges(_log);
            AddBlock(Enumerable.Range(0, Keys), -1);
            EndBase();
            for (int i = 0; i < steps.Count; i++)
                Take(steps[i].Kind, steps[i].Key, i);

            EndBase();
            Dictionary<int, TState> expected = [];
            foreach (KeyedState<int, int, TState, TLayout>.Entry entry in table)
                expected.Add(entry.Key, entry.State);
            Assert.Equal(expected.OrderBy(e => e.Key), _log.Restored().OrderBy(e => e.Key));
        }

        private void Take(int kind, int key, int step)
        {
            uint hash = _table.Hash(in key);
            switch (kind)
            {
                case < 2:
                    _table.EnsureRoom(1);
                    _table.Open().GetOrAdd(in key, hash) = _stateOf(step);
                    break;
                case < 5:
                    _table.Open().Remove(in key, hash);
                    break;
                case 5:
                    AddBlock(Enumerable.Range(key, 9), step);
                    break;
                case 6:
                    // Some of them make the table grow.
                    AddBlock(Enumerable.Range(0, 1 << (key % 8)).Select(k => (k * 17) % ManyKeys), step);
                    break;
                case 7 when key == 0:
                    _table.Clear();
                    break;
                default:
                    EndEpoch();
                    break;
            }
        }

        private void AddBlock(IEnumerable<int> keys, int step)
        {
            KeyedEvent<int>[] block = [.. keys.Select((key, i) => new KeyedEvent<int>(key, _table.Hash(in key), i))];
            KeyedState<int, int, TState, TLayout>.BlockStates states = _table.GetOrAdd(block);
            for (int i = 0; i < block.Length; i++)
                states[i] = _stateOf(step + block[i].Key);
        }

        private void EndBase()
        {
            do
                EndEpoch();
            while (_bucket != 0);
        }

        private void EndEpoch()
        {
            if (_readsBase)
                ReadBase();
            else
                _table.TakeChanges();

            _log.EndEpoch();
        }

        private void ReadBase()
        {
            if (_bytes != _table.Bytes)
                (_bytes, _bucket) = (_table.Bytes, 0);

            // A base begins: what was written before it is forgotten once it is whole, the changes of this epoch are not.
            if (_bucket == 0)
                _log.BeginBase();

            _table.TakeChanges();
            _log.IsBase = true;
            _bucket = _table.ReadFrom(_bucket, slots: 1);
            _log.IsBase = false;
            if (_bucket == 0)
                _log.EndBase();
        }
    }

    /// <summary>Records as a store keeps them.</summary>
    private sealed class Log<TState> : ISlotReader<int, TState>
    {
        private List<(int Key, bool IsPresent, TState State)> _base = [];
        private List<(int Key, bool IsPresent, TState State)> _newBase = [];
        private readonly List<(int Key, bool IsPresent, TState State)> _changes = [];
        private int _epochStart;
        private int _baseStart;

        public bool IsBase { get; set; }

        public void Read(in int key, in TState state) => (IsBase ? _newBase : _changes).Add((key, true, state));

        public void ReadRemoved(in int key) => _changes.Add((key, false, default!));

        public void BeginBase()
        {
            _newBase = [];
            _baseStart = _epochStart;
        }

        public void EndBase()
        {
            _base = _newBase;
            _changes.RemoveRange(0, _baseStart);
        }

        /// <summary>The keys given since the last call.</summary>
        public IEnumerable<int> Changed()
        {
            int[] changed = [.. _changes.Select(change => change.Key).Order()];
            _changes.Clear();
            return changed;
        }

        public void EndEpoch() => _epochStart = _changes.Count;

        public Dictionary<int, TState> Restored()
        {
            Dictionary<int, TState> restored = [];
            foreach ((int key, bool isPresent, TState state) in _base.Concat(_changes))
            {
                if (isPresent)
                    restored[key] = state;
                else
                    restored.Remove(key);
            }

            return restored;
        }
    }
}
