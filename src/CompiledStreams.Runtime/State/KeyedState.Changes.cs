using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout>
{
    // A byte a bucket, a bit for each of its slots that changed; null where nobody asks.
    private byte[]? _changed;
    private ISlotReader<TStored, TState>? _reader;

    /// <summary>From now on notes which slots change.</summary>
    /// <param name="reader">Is told of removed keys at once, and reads the changed slots when they are taken.</param>
    internal void TrackChanges(ISlotReader<TStored, TState> reader)
    {
        _reader = reader;
        _changed = NewNotes();
    }

    /// <summary>Gives the slots that changed since the last call to the reader, bucket by bucket.</summary>
    internal void TakeChanges()
    {
        Span<byte> changed = _changed;
        for (int next; (next = changed.IndexOfAnyExcept((byte)0)) >= 0;)
        {
            changed = changed.Slice(next);
            uint bucket = (uint)(_changed!.Length - changed.Length);
            for (uint slots = changed[0]; slots != 0; slots &= slots - 1)
                Read(((nuint)bucket * BucketSlots) + (uint)BitOperations.TrailingZeroCount(slots));

            changed[0] = 0;
        }
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

    // Pinned, so that its bytes can be fetched ahead of need.
    private byte[] NewNotes() => GC.AllocateArray<byte>((int)_lastBucket + 1, pinned: true);

    private static byte* NotesOf(byte[] changed) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(changed));

    private void Read(nuint slot)
    {
        TStored key = StoredAt(slot);
        _reader!.Read(in key, in StateAt(slot));
    }

    private TStored StoredAt(nuint slot) => TLayout.HashIsKey ? TLayout.Store(TLayout.FromHash(TagAt(slot)), Arena) : KeyAt(slot);

    private void NoteRemoval(nuint slot)
    {
        if (_changed is null)
            return;

        TStored key = StoredAt(slot);
        _reader!.ReadRemoved(in key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void NoteChange(nuint slot)
    {
        if (_changed is not null)
            _changed[slot / BucketSlots] |= (byte)(1 << (int)(slot % BucketSlots));
    }

    private void ForgetChange(nuint slot)
    {
        if (_changed is not null)
            _changed[slot / BucketSlots] &= (byte)~(1 << (int)(slot % BucketSlots));
    }

    /// <summary>Notes the slots of a block, whose places were found.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteChanges(int count)
    {
        nuint buckets = HoldsReferences ? 0 : (nuint)_buckets;
        ref byte changed = ref MemoryMarshal.GetArrayDataReference(_changed!);
        foreach (nuint place in _places.AsSpan(0, count))
        {
            nuint offset = place - buckets;
            nuint bucket = HoldsReferences ? offset / (BucketSlots * SlotBytes) : offset / BucketBytes;
            uint rest = (uint)(HoldsReferences ? offset % (BucketSlots * SlotBytes) : (offset % BucketBytes) - TagBytes);
            Unsafe.Add(ref changed, bucket) |= (byte)(1 << (int)(rest / SlotBytes));
        }
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
