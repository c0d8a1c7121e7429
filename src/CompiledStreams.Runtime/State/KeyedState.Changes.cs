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
        for (uint bucket = 0; bucket <= _lastBucket; bucket++)
            *NotesOf(_buckets, bucket) &= ~AllSlots;
    }

    /// <summary>Gives the slots that changed since the last call to the reader, bucket by bucket.</summary>
    /// <remarks>Compiled for good at once, as <see cref="ReadFrom"/>: called once an epoch, its thirtieth call would be where it is compiled again, within its loop and for some milliseconds of the lane's.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.NoInlining)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal uint ReadFrom(uint bucket, int slots)
    {
        for (uint end = (uint)Math.Min((ulong)bucket + ((uint)slots / BucketSlots) + 1, (ulong)_lastBucket + 1); bucket < end; bucket++)
            ReadAll(bucket);

        return bucket > _lastBucket ? 0 : bucket;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadAll(uint bucket)
    {
        for (nuint slot = (nuint)bucket * BucketSlots; slot < ((nuint)bucket + 1) * BucketSlots; slot++)
        {
            if (IsUsed(slot))
                Read(slot);
        }
    }

    private static uint AllSlots => (1u << (int)BucketSlots) - 1;

    private bool IsTracked => _listed is not null;

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
        if (!IsTracked)
            return;

        TStored key = StoredAt(slot);
        _reader!.ReadRemoved(in key);
    }

    private void NoteChange(nuint slot)
    {
        if (IsTracked)
            Note(slot / BucketSlots, 1u << (int)(slot % BucketSlots));
    }

    /// <summary>Notes a slot, and lists its bucket where it is the first one there; without a branch.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="slot">The slot's bit; 0 for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(nuint bucket, uint slot)
    {
        uint* notes = NotesOf(_buckets, bucket);
        uint before = *notes & AllSlots;
        *notes |= slot;
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_listed!), (uint)_listedCount) = (uint)bucket;
        _listedCount += before == 0 & slot != 0 ? 1 : 0;
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
