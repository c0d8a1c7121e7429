using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout>
{
    /// <summary>All keys and their states, by hash, then by key: the same order for the same keys, whatever happened before.</summary>
    /// <remarks>States may be written meanwhile; keys must not be added or removed.</remarks>
    public Enumerator GetEnumerator()
    {
        if (_buckets is null)
            ThrowDisposed();

        return new Enumerator(this);
    }

    /// <summary>A key and its state.</summary>
    public readonly ref struct Entry
    {
        private readonly ref TState _state;

        internal Entry(TKey key, ref TState state)
        {
            Key = key;
            _state = ref state;
        }

        /// <summary>The key; its text is a view into the arena.</summary>
        public TKey Key { get; }

        /// <summary>Its state, in place.</summary>
        public ref TState State => ref _state;
    }

    /// <summary>Walks the home buckets, and within each the keys that have it as their home, smallest hash first.</summary>
    public ref struct Enumerator
    {
        private readonly KeyedState<TKey, TStored, TState, TLayout> _table;
        private uint _home;
        private nuint _slot;
        private bool _onSlot;

        internal Enumerator(KeyedState<TKey, TStored, TState, TLayout> table) => _table = table;

        /// <summary>The key and state that <see cref="MoveNext"/> found.</summary>
        public readonly Entry Current => _table.EntryAt(_slot);

        /// <summary>Goes to the next key.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext()
        {
            for (; _home <= _table._lastBucket; _home++)
            {
                if (_onSlot = _table.TryFindNext(_home, _onSlot, ref _slot))
                    return true;
            }

            return false;
        }
    }

    private Entry EntryAt(nuint slot)
    {
        TKey key = TLayout.HashIsKey ? TLayout.FromHash(TagAt(slot)) : TLayout.Load(in KeyAt(slot), Arena);
        return new Entry(key, ref StateAt(slot));
    }

    /// <summary>Among the keys with this home, finds the smallest that is larger than the one at <paramref name="slot"/>, if there is one at it.</summary>
    private bool TryFindNext(uint home, bool after, ref nuint slot)
    {
        nuint previous = slot;
        bool found = false;
        for (uint bucket = home; ; bucket = (bucket + 1) & _lastBucket)
        {
            for (nuint i = (nuint)bucket * BucketSlots; i < ((nuint)bucket + 1) * BucketSlots; i++)
            {
                if (!IsUsed(i) || TagAt(i) >> _shift != home)
                    continue;

                if ((!after || Compare(i, previous) > 0) && (!found || Compare(i, slot) < 0))
                {
                    slot = i;
                    found = true;
                }
            }

            if (!IsFull(bucket))
                return found;
        }
    }

    private int Compare(nuint left, nuint right)
    {
        int byHash = TagAt(left).CompareTo(TagAt(right));
        return byHash != 0 || TLayout.HashIsKey || left == right
            ? byHash
            : TLayout.Compare(in KeyAt(left), in KeyAt(right), Arena);
    }
}
