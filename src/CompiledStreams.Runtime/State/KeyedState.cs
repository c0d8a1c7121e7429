using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>The state of each key of a lane: a hash table whose slots are reached by reference.</summary>
/// <typeparam name="TKey">The key as events hold it.</typeparam>
/// <typeparam name="TStored">The key as slots hold it.</typeparam>
/// <typeparam name="TState">The state. Without references it lies outside the collector's heap.</typeparam>
/// <typeparam name="TLayout">How keys are hashed, compared and kept.</typeparam>
/// <remarks>
/// <para>Use, once a block of events: <see cref="GetOrAdd"/>, then the states by index. Where keys are also removed within the block:
/// <see cref="Open(ReadOnlySpan{KeyedEvent{TKey}})"/>, then <see cref="View.GetOrAdd(in TKey, uint)"/> and <see cref="View.Remove(in TKey, uint)"/> for each event. References stay valid until the next <see cref="EnsureRoom"/>, <see cref="View.Remove(in TKey, uint)"/> or <see cref="Clear"/>.
/// Not thread-safe.</para>
/// <para>How it works. A bucket is four 32-bit tags, a word of notes, and four slots; or three tags, the notes in the place of a fourth, and three slots. The tag is the hash; its upper bits are the index of the key's home
/// bucket. A key lies in the first bucket from its home on that had room. So:</para>
/// <list type="bullet">
/// <item>a search ends at the first bucket that isn't full;</item>
/// <item>an empty slot of bucket b has as its tag the hash <c>(b + 1) &lt;&lt; shift</c>, whose home is the next bucket: a key with that hash is in b only
/// when all other buckets are full, and the table never is. So every hash can be a tag, and one vector comparison finds the key;</item>
/// <item>to grow is to walk the buckets in order and to fill twice as many in order: no key is hashed, and memory is read and written forwards;</item>
/// <item>buckets follow the hash, and enumeration sorts within a bucket: its order depends on the keys alone.</item>
/// </list>
/// <para>Where checkpoints ask for it, a bit of a bucket's notes says for each slot whether a reference to it was handed out since the last one, and a list has every bucket with such a
/// bit. Where nobody asks, all bits are set: the loops are the same, and nothing is left to note. The other bits of the notes are those of an empty slot's tag, so that they match no key either.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout> : IDisposable
    where TStored : unmanaged
    where TLayout : struct, IKeyLayout<TKey, TStored>
{
    private const uint Lanes = 4;
    private const uint CacheLine = 64;
    private const uint TagBytes = Lanes * sizeof(uint);
    private const uint NoteBytes = sizeof(ulong);
    private const int FewestBucketBits = 2;
    private const int MostBucketBits = 28;
    private const long LargeBytes = 1024 * 1024;

    private TableMemory _memory;
    private Array? _managedSlots;
    private byte* _buckets;
    private int _shift;
    private uint _lastBucket;
    private int _count;
    private int _limit;

    /// <summary>Makes an empty table.</summary>
    /// <param name="arena">Where the text of keys goes; may be shared with the text of states of the same lane.</param>
    /// <param name="expectedKeys">Keys to make room for at once.</param>
    public KeyedState(TextArena? arena = null, int expectedKeys = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedKeys);
        Arena = arena ?? new TextArena();
        Allocate(BucketBitsFor(expectedKeys));
    }

    /// <summary>Where the text of keys lies.</summary>
    public TextArena Arena { get; }

    /// <summary>How many keys there are.</summary>
    public int Count => _count;

    /// <summary>Bytes of the table, without text.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the table is larger than the near caches, so that prefetching gains more than it costs.</summary>
    public bool IsLarge => Bytes >= LargeBytes;

    // The three below are constants once the type arguments are known; without the attribute the compiler may stop short of seeing it.
    private static bool HoldsReferences
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RuntimeHelpers.IsReferenceOrContainsReferences<TState>();
    }

    private static uint SlotBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)(TLayout.HashIsKey ? Unsafe.SizeOf<TState>() : Unsafe.SizeOf<Slot<TStored, TState>>());
    }

    /// <summary>Slots of a bucket: four, or three where those end with a cache line and four with a word of notes don't.</summary>
    private static uint BucketSlots
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HoldsReferences || BytesOf(3) <= CacheLine / 2 || (EndsWithLine(BytesOf(3)) && !EndsWithLine(BytesOf(4))) ? 3u : 4;
    }

    private static uint BucketBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HoldsReferences ? TagBytes : RoundUp(BytesOf(BucketSlots));
    }

    /// <summary>Where the notes of a bucket lie: in the place of the fourth tag, or behind it.</summary>
    private static uint NotesOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (BucketSlots == 3 ? 3u : 4) * sizeof(uint);
    }

    private static uint SlotsOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BucketSlots == 3 ? TagBytes : TagBytes + NoteBytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BytesOf(uint slots) => TagBytes + (slots == 3 ? 0 : NoteBytes) + (slots * SlotBytes);

    /// <summary>Whether buckets of so many bytes lie in as few cache lines as can be, when a seventh at most is left unused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool EndsWithLine(uint bytes) => bytes <= CacheLine || Spare(bytes) <= bytes / 7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Spare(uint bytes) => (0 - bytes) % CacheLine;

    // Up to a line, to half or all of it; above, to whole lines where that takes at most a seventh more, else to whole vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint RoundUp(uint bytes)
    {
        if (bytes <= CacheLine / 2)
            return CacheLine / 2;
        if (bytes <= CacheLine || Spare(bytes) <= bytes / 7)
            return bytes + Spare(bytes);
        return (bytes + TagBytes - 1) & ~(TagBytes - 1);
    }

    /// <summary>The hash of a key, which the other methods take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Hash(in TKey key) => TLayout.Hash(in key);

    /// <summary>Makes room for some keys more, so that none of the next <paramref name="keys"/> additions moves a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EnsureRoom(int keys)
    {
        if (_count > _limit - keys)
            Grow(keys);
    }

    /// <summary>The table as a loop uses it, with its addresses in locals. Valid until the table grows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public View Open()
    {
        if (_buckets is null)
            ThrowDisposed();

        return new View(this);
    }

    /// <summary>Removes all keys; keeps the memory. Text in states stays the caller's to drop.</summary>
    public void Clear()
    {
        if (_buckets is null)
            ThrowDisposed();

        for (nuint slot = 0; slot < SlotCount && (!TLayout.HashIsKey || IsTracked); slot++)
        {
            if (!IsUsed(slot))
                continue;

            NoteRemoval(slot);
            if (!TLayout.HashIsKey)
                TLayout.Drop(in KeyAt(slot), Arena);
        }

        _listedCount = 0;
        if (_managedSlots is not null)
            Array.Clear(_managedSlots);

        FillEmpty();
        _count = 0;
    }

    /// <summary>Gives the memory back. Nothing but <see cref="Count"/> may be used afterwards.</summary>
    public void Dispose()
    {
        _memory.Dispose();
        _managedSlots = null;
        _buckets = null;
        _count = _limit = 0;
    }

    private nuint SlotCount => ((nuint)_lastBucket + 1) * BucketSlots;

    // States with references lie in an array of the collector's; the buckets then hold the tags alone.
    private ref byte ManagedSlots
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (HoldsReferences)
                return ref MemoryMarshal.GetArrayDataReference(_managedSlots!);

            return ref Unsafe.NullRef<byte>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint* TagsOf(byte* buckets, nuint bucket) => (uint*)(buckets + (bucket * BucketBytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte SlotAt(byte* buckets, ref byte managedSlots, nuint bucket, uint index)
    {
        if (HoldsReferences)
            return ref Unsafe.AddByteOffset(ref managedSlots, ((bucket * BucketSlots) + index) * SlotBytes);

        return ref *(buckets + (bucket * BucketBytes) + SlotsOffset + (index * SlotBytes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref TState StateOf(ref byte slot)
    {
        if (TLayout.HashIsKey)
            return ref Unsafe.As<byte, TState>(ref slot);

        return ref Unsafe.As<byte, Slot<TStored, TState>>(ref slot).State;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref TStored KeyOf(ref byte slot)
    {
        Debug.Assert(!TLayout.HashIsKey, "The hash is the key: none is kept.");
        return ref Unsafe.As<byte, Slot<TStored, TState>>(ref slot).Key;
    }

    private ref byte SlotAt(nuint slot) => ref SlotAt(_buckets, ref ManagedSlots, slot / BucketSlots, (uint)(slot % BucketSlots));

    private ref TState StateAt(nuint slot) => ref StateOf(ref SlotAt(slot));

    private ref TStored KeyAt(nuint slot) => ref KeyOf(ref SlotAt(slot));

    private ref uint TagAt(nuint slot) => ref TagsOf(_buckets, slot / BucketSlots)[slot % BucketSlots];

    private uint EmptyTag(uint bucket) => ((bucket + 1) & _lastBucket) << _shift;

    private bool IsUsed(nuint slot) => TagAt(slot) != EmptyTag((uint)(slot / BucketSlots));

    private static void ThrowDisposed() => throw new ObjectDisposedException("KeyedState");
}
