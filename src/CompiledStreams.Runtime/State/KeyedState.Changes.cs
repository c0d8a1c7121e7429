using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout>
{
    private const int TakenAhead = 8;

    // The buckets with notes, in the order in which the first of each came; null where nobody asks.
    private uint[]? _listed;
    private int _listedCount;
    private ISlotReader<TStored, TState>? _reader;

    /// <summary>From now on notes which slots change.</summary>
    /// <param name="reader">Is told of removed keys at once, and reads the changed slots when they are taken.</param>
    internal void TrackChanges(ISlotReader<TStored, TState> reader)
    {
        _reader = reader;
        _listed = NewList();
    }

    /// <summary>Gives the slots that changed since the last call to the reader, bucket by bucket.</summary>
    internal void TakeChanges()
    {
        ReadOnlySpan<uint> listed = _listed.AsSpan(0, _listedCount);
        for (int i = 0; i < listed.Length; i++)
        {
            if (Sse.IsSupported)
                Sse.Prefetch0(TagsOf(_buckets, listed[Math.Min(i + TakenAhead, listed.Length - 1)]));

            TakeChanges(listed[i]);
        }

        _listedCount = 0;
    }

    private void TakeChanges(uint bucket)
    {
        uint* notes = NotesOf(_buckets, bucket);
        for (uint slots = *notes & AllSlots; slots != 0; slots &= slots - 1)
        {
            nuint slot = ((nuint)bucket * BucketSlots) + (uint)BitOperations.TrailingZeroCount(slots);
            if (IsUsed(slot))
                Read(slot);
        }

        *notes &= ~AllSlots;
    }

    /// <summary>Gives all slots of some buckets to the reader.</summary>
    /// <param name="bucket">The first bucket.</param>
    /// <param name="slots">About how many slots.</param>
    /// <returns>The first bucket behind them; 0 after the last.</returns>
    internal uint ReadFrom(uint bucket, int slots)
    {
        for (uint end = (uint)Math.Min((ulong)bucket + ((uint)slots / BucketSlots) + 1, (ulong)_lastBucket + 1); bucket < end; bucket++)
        {
            for (nuint slot = (nuint)bucket * BucketSlots; slot < ((nuint)bucket + 1) * BucketSlots; slot++)
            {
                if (IsUsed(slot))
                    Read(slot);
            }
        }

        return bucket > _lastBucket ? 0 : bucket;
    }

    private static uint AllSlots => (1u << (int)BucketSlots) - 1;

    // One more than buckets: where the next one would go is written before it is known whether it is new.
    private uint[] NewList() => GC.AllocateUninitializedArray<uint>((int)_lastBucket + 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint* NotesOf(byte* buckets, nuint bucket) => (uint*)(buckets + (bucket * BucketBytes) + NotesOffset);

    private void Read(nuint slot)
    {
        TStored key = StoredAt(slot);
        _reader!.Read(in key, in StateAt(slot));
    }

    private TStored StoredAt(nuint slot) => TLayout.HashIsKey ? TLayout.Store(TLayout.FromHash(TagAt(slot)), Arena) : KeyAt(slot);

    private void NoteRemoval(nuint slot)
    {
        if (_listed is null)
            return;

        TStored key = StoredAt(slot);
        _reader!.ReadRemoved(in key);
    }

    private void NoteChange(nuint slot)
    {
        if (_listed is not null)
            _listedCount = (int)Note(ref MemoryMarshal.GetArrayDataReference(_listed), (uint)_listedCount, slot / BucketSlots, (int)(slot % BucketSlots));
    }

    /// <summary>Notes the slots of a block, whose places were found.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteChanges(int count)
    {
        nuint buckets = HoldsReferences ? 0 : (nuint)_buckets;
        ref uint listed = ref MemoryMarshal.GetArrayDataReference(_listed!);
        nuint listedCount = (uint)_listedCount;
        foreach (nuint place in _places.AsSpan(0, count))
        {
            nuint offset = place - buckets;
            nuint bucket = HoldsReferences ? offset / (BucketSlots * SlotBytes) : offset / BucketBytes;
            uint rest = (uint)(HoldsReferences ? offset % (BucketSlots * SlotBytes) : (offset % BucketBytes) - TagBytes);
            listedCount = Note(ref listed, listedCount, bucket, (int)(rest / SlotBytes));
        }

        _listedCount = (int)listedCount;
    }

    /// <summary>Notes a slot, and lists its bucket where it is the first one there; without a branch.</summary>
    /// <returns>How many buckets are listed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nuint Note(ref uint listed, nuint listedCount, nuint bucket, int index)
    {
        uint* notes = NotesOf(_buckets, bucket);
        uint before = *notes;
        *notes = before | (1u << index);
        Unsafe.Add(ref listed, listedCount) = (uint)bucket;
        return listedCount + ((before & AllSlots) == 0 ? 1u : 0);
    }
}

/// <summary>Reads slots of a table for a checkpoint.</summary>
internal interface ISlotReader<TStored, TState>
{
    /// <summary>Reads a key and its state.</summary>
    void Read(in TStored key, in TState state);

    /// <summary>A key is about to be removed.</summary>
    void ReadRemoved(in TStored key);
}
