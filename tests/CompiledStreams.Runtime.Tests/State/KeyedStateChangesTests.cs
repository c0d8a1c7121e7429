using CompiledStreams.Runtime;
using CsCheck;

namespace CompiledStreams.Runtime.Tests.State;

/// <summary>What a checkpoint is told of a table: with the base that was read in slices and the changes since it began, all keys and no other are there.</summary>
public class KeyedStateChangesTests
{
    private const int Keys = 60;

    private static readonly Gen<List<(int Kind, int Key)>> s_steps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, Keys - 1]).List[0, 60];

    [Fact]
    public void Changes_alone_give_the_table() => s_steps.Sample(steps => Check(steps, readsBase: false), iter: 1000);

    [Fact]
    public void A_base_in_slices_and_the_changes_since_it_began_give_the_table() => s_steps.Sample(steps => Check(steps, readsBase: true), iter: 1000);

    private static void Check(List<(int Kind, int Key)> steps, bool readsBase)
    {
        using KeyedState<int, int, long, Colliding> table = new(expectedKeys: Keys);
        Log log = new();
        table.TrackChanges(log);
        for (int key = 0; key < Keys; key++)
            table.Open().GetOrAdd(in key, table.Hash(in key)) = -1;

        uint bucket = EndBase(table, log, 0, readsBase);
        for (int i = 0; i < steps.Count; i++)
        {
            (int kind, int key) = steps[i];
            uint hash = table.Hash(in key);
            if (kind < 2)
                table.Open().GetOrAdd(in key, hash) = i;
            else if (kind < 5)
                table.Open().Remove(in key, hash);
            else
                bucket = EndEpoch(table, log, bucket, readsBase);
        }

        EndBase(table, log, bucket, readsBase);
        Dictionary<int, long> expected = [];
        foreach (KeyedState<int, int, long, Colliding>.Entry entry in table)
            expected.Add(entry.Key, entry.State);
        Assert.Equal(expected.OrderBy(e => e.Key), log.Restored().OrderBy(e => e.Key));
    }

    private static uint EndBase(KeyedState<int, int, long, Colliding> table, Log log, uint bucket, bool readsBase)
    {
        do
            bucket = EndEpoch(table, log, bucket, readsBase);
        while (bucket != 0);

        return bucket;
    }

    private static uint EndEpoch(KeyedState<int, int, long, Colliding> table, Log log, uint bucket, bool readsBase)
    {
        if (!readsBase)
        {
            table.TakeChanges();
            log.EndEpoch();
            return 0;
        }

        // A base begins: what was written before it is forgotten once it is whole, the changes of this epoch are not.
        if (bucket == 0)
            log.BeginBase();

        table.TakeChanges();
        log.IsBase = true;
        uint next = table.ReadFrom(bucket, slots: 1);
        log.IsBase = false;
        if (next == 0)
            log.EndBase();

        log.EndEpoch();
        return next;
    }

    /// <summary>Records as a store keeps them.</summary>
    private sealed class Log : ISlotReader<int, long>
    {
        private List<(int Key, long? State)> _base = [];
        private List<(int Key, long? State)> _newBase = [];
        private readonly List<(int Key, long? State)> _changes = [];
        private int _epochStart;
        private int _baseStart;

        public bool IsBase { get; set; }

        public void Read(in int key, in long state) => (IsBase ? _newBase : _changes).Add((key, state));

        public void ReadRemoved(in int key) => _changes.Add((key, null));

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

        public void EndEpoch() => _epochStart = _changes.Count;

        public Dictionary<int, long> Restored()
        {
            Dictionary<int, long> restored = [];
            foreach ((int key, long? state) in _base.Concat(_changes))
            {
                if (state is { } present)
                    restored[key] = present;
                else
                    restored.Remove(key);
            }

            return restored;
        }
    }
}
