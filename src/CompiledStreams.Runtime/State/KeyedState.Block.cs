using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout>
{
    private const int PrefetchDistance = 32;

    private nuint[] _places = [];
    private int[] _missed = [];

    /// <summary>Finds the states of a block's keys, all before the first is used; keys that are new get the default state.</summary>
    /// <param name="events">The block; of events with the same key each finds the same state.</param>
    /// <returns>The states by the events' index in the block. Valid as long as references are, and until the next block.</returns>
    /// <remarks>Faster than a <see cref="View.GetOrAdd(in TKey, uint)"/> an event: whether a key lies in its home bucket decides no branch, keys that don't are
    /// set apart and searched afterwards, and the loop that uses the states neither branches nor calls.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BlockStates GetOrAdd(ReadOnlySpan<KeyedEvent<TKey>> events)
    {
        FindOrAdd(events);
        return new BlockStates(this);
    }

    /// <summary>Opens the table for a block whose events also remove keys: makes room for its keys, and where the table is large starts to bring their buckets into the cache.</summary>
    /// <param name="events">The block; each event then finds its state by <see cref="View.GetOrAdd(in TKey, uint)"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public View Open(ReadOnlySpan<KeyedEvent<TKey>> events)
    {
        EnsureRoom(events.Length);
        View view = Open();
        for (int i = 0; i < events.Length && IsLarge; i++)
            view.Prefetch(events[i].Hash);

        return view;
    }

    /// <summary>The states of a block's keys.</summary>
    public readonly ref struct BlockStates
    {
        private readonly ref nuint _places;
        private readonly ref byte _managedSlots;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal BlockStates(KeyedState<TKey, TStored, TState, TLayout> table)
        {
            _places = ref MemoryMarshal.GetArrayDataReference(table._places);
            _managedSlots = ref table.ManagedSlots;
        }

        /// <summary>The state of an event's key.</summary>
        /// <param name="index">Where the event lies in the block. Not checked.</param>
        public ref TState this[int index]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref StateOf(ref SlotAt(ref _managedSlots, Unsafe.Add(ref _places, (uint)index)));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FindOrAdd(ReadOnlySpan<KeyedEvent<TKey>> events)
    {
        EnsureRoom(events.Length);
        if (_places.Length < events.Length)
        {
            _places = new nuint[events.Length];
            _missed = new int[events.Length];
        }

        int missed = IsLarge ? FindAhead(events) : FindNear(events);
        if (missed != 0)
            FindOrAddMissed(events, missed);

        if (!TLayout.HashIsKey)
            CheckKeys(events);
    }

    // A method each, so that the compiler has all registers for each loop.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindNear(ReadOnlySpan<KeyedEvent<TKey>> events) => FindAtHome(events, ahead: 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindAhead(ReadOnlySpan<KeyedEvent<TKey>> events) => FindAtHome(events, PrefetchDistance);

    /// <summary>Finds the slot with the tag of each key in its home bucket, and the events that have none there, or one whose change isn't noted yet.</summary>
    /// <remarks>For events that have none the next bucket is fetched. What is noted costs nothing but an instruction: it lies beside the tags.</remarks>
    /// <param name="events">The block.</param>
    /// <param name="ahead">How many events ahead buckets are fetched; 0 for a table that lies in the cache.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindAtHome(ReadOnlySpan<KeyedEvent<TKey>> events, int ahead)
    {
        View view = Open();
        byte* buckets = _buckets;
        int shift = _shift;
        for (int i = 0; i < Math.Min(ahead, events.Length); i++)
            view.Prefetch(events[i].Hash);

        ref nuint places = ref MemoryMarshal.GetArrayDataReference(_places);
        ref int missed = ref MemoryMarshal.GetArrayDataReference(_missed);
        nint misses = 0;
        for (int i = 0; i < events.Length; i++)
        {
            if (ahead != 0)
                view.Prefetch(events[Math.Min(i + ahead, events.Length - 1)].Hash);

            uint hash = events[i].Hash;
            uint same = Find(buckets, hash >> shift, hash, out Unsafe.Add(ref places, i));
            Unsafe.Add(ref missed, misses) = i;
            misses += (same & *NotesOf(buckets, hash >> shift)) == 0 ? 1 : 0;
            if (ahead != 0 && Sse.IsSupported)
                Sse.Prefetch0(TagsOf(buckets, (hash >> shift) + (same == 0 ? (nuint)1 : 0)));
        }

        return (int)misses;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FindOrAddMissed(ReadOnlySpan<KeyedEvent<TKey>> events, int missed)
    {
        missed = FindNextToHome(events, missed);
        foreach (int index in _missed.AsSpan(0, missed))
            _places[index] = PlaceOf(FindOrAddSlot(in events[index].Key, events[index].Hash));
    }

    /// <summary>As <see cref="FindAtHome"/>, for the missed events: those of the home bucket are noted, others are looked for in the next.</summary>
    private int FindNextToHome(ReadOnlySpan<KeyedEvent<TKey>> events, int missed)
    {
        ref nuint places = ref MemoryMarshal.GetArrayDataReference(_places);
        ref int indexes = ref MemoryMarshal.GetArrayDataReference(_missed);
        nint misses = 0;
        for (nint at = 0; at < missed; at++)
        {
            int i = Unsafe.Add(ref indexes, at);
            uint hash = events[i].Hash;
            nuint home = hash >> _shift;
            bool isHome = IsTracked && Matches(Vector128.LoadAligned(TagsOf(_buckets, home)), hash) != 0;
            nuint bucket = isHome ? home : (home + 1) & _lastBucket;
            uint same = Find(_buckets, bucket, hash, out Unsafe.Add(ref places, i));
            if (IsTracked)
                Note(bucket, same);

            Unsafe.Add(ref indexes, misses) = i;
            misses += same == 0 ? 1 : 0;
        }

        return (int)misses;
    }

    /// <summary>Looks for a tag in a bucket; of two keys with one hash it finds the first.</summary>
    /// <returns>The bit of its slot; 0 where there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Find(byte* buckets, nuint bucket, uint hash, out nuint place)
    {
        uint same = Matches(Vector128.LoadAligned(TagsOf(buckets, bucket)), hash);
        place = PlaceOf(buckets, bucket, (uint)BitOperations.TrailingZeroCount(same));
        return TLayout.HashIsKey ? same : same & (0 - same);
    }

    // Of two keys with one hash, the tag found the first: rare, so that this branch is free.
    private void CheckKeys(ReadOnlySpan<KeyedEvent<TKey>> events)
    {
        for (int i = 0; i < events.Length; i++)
        {
            if (!TLayout.Equals(in KeyOf(ref SlotAt(ref ManagedSlots, _places[i])), in events[i].Key, Arena))
                _places[i] = PlaceOf(FindOrAddSlot(in events[i].Key, events[i].Hash));
        }
    }

    /// <summary>Where a slot lies: its address, or where an array has it, the bytes before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint PlaceOf(byte* buckets, nuint bucket, uint index)
    {
        if (HoldsReferences)
            return ((bucket * BucketSlots) + index) * SlotBytes;

        return (nuint)buckets + (bucket * BucketBytes) + SlotsOffset + (index * SlotBytes);
    }

    private nuint PlaceOf(nuint slot) => PlaceOf(_buckets, slot / BucketSlots, (uint)(slot % BucketSlots));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte SlotAt(ref byte managedSlots, nuint place)
    {
        if (HoldsReferences)
            return ref Unsafe.AddByteOffset(ref managedSlots, place);

        return ref *(byte*)place;
    }
}
