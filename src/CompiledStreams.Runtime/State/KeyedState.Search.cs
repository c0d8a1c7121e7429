using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref TState FindOrAdd(scoped in TKey key, uint hash)
    {
        if (TrySearch(in key, hash, out nuint slot))
            return ref StateAt(ref SlotStart, slot);

        if (_count == _limit)
            ThrowFull();

        _count++;
        _tags[slot] = hash;
        if (!TLayout.HashIsKey)
            KeyAt(ref SlotStart, slot) = TLayout.Store(in key, Arena);

        ref TState state = ref StateAt(ref SlotStart, slot);
        state = default!;
        return ref state;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref TState FindBeyondHome(scoped in TKey key, uint hash)
    {
        if (TrySearch(in key, hash, out nuint slot))
            return ref StateAt(ref SlotStart, slot);

        return ref Unsafe.NullRef<TState>();
    }

    /// <summary>Finds the slot of a key, or the slot where it would be added.</summary>
    private bool TrySearch(scoped in TKey key, uint hash, out nuint slot)
    {
        for (uint bucket = hash >> _shift; ; bucket = (bucket + 1) & _lastBucket)
        {
            nuint first = (nuint)bucket * BucketSlots;
            Vector128<uint> tags = Vector128.LoadAligned(_tags + first);
            for (uint same = Matches(tags, hash); same != 0; same &= same - 1)
            {
                slot = first + (uint)BitOperations.TrailingZeroCount(same);
                if (TLayout.HashIsKey || TLayout.Equals(in KeyAt(ref SlotStart, slot), in key, Arena))
                    return true;
            }

            uint empty = Matches(tags, EmptyTag(bucket));
            if (empty != 0)
            {
                slot = first + (uint)BitOperations.TrailingZeroCount(empty);
                return false;
            }
        }
    }

    private static uint Matches(Vector128<uint> tags, uint tag) => Vector128.Equals(tags, Vector128.Create(tag)).ExtractMostSignificantBits();

    private bool RemoveKey(scoped in TKey key, uint hash)
    {
        if (!TrySearch(in key, hash, out nuint slot))
            return false;

        if (!TLayout.HashIsKey)
            TLayout.Drop(in KeyAt(ref SlotStart, slot), Arena);

        FillHole(slot);
        _count--;
        return true;
    }

    /// <summary>Empties a slot. Where its bucket was full, keys may have passed it by: the next one that did moves in, and leaves a hole of its own.</summary>
    private void FillHole(nuint hole)
    {
        while (TryFindPassedBy(hole, out nuint slot))
        {
            Move(ref SlotStart, slot, ref SlotStart, hole);
            _tags[hole] = _tags[slot];
            hole = slot;
        }

        _tags[hole] = EmptyTag((uint)(hole / BucketSlots));
        if (HoldsReferences)
            StateAt(ref SlotStart, hole) = default!;
    }

    private bool TryFindPassedBy(nuint hole, out nuint slot)
    {
        slot = 0;
        uint to = (uint)(hole / BucketSlots);
        for (uint bucket = to; IsFull(bucket);)
        {
            bucket = (bucket + 1) & _lastBucket;
            for (nuint i = 0; i < BucketSlots; i++)
            {
                slot = ((nuint)bucket * BucketSlots) + i;
                if (IsUsed(slot) && Steps(_tags[slot] >> _shift, bucket) >= Steps(to, bucket))
                    return true;
            }
        }

        return false;
    }

    private bool IsFull(uint bucket) => Matches(Vector128.LoadAligned(_tags + ((nuint)bucket * BucketSlots)), EmptyTag(bucket)) == 0;

    private uint Steps(uint from, uint to) => (to - from) & _lastBucket;

    private static void Move(ref byte from, nuint slot, ref byte to, nuint newSlot)
    {
        if (TLayout.HashIsKey)
            StateAt(ref to, newSlot) = StateAt(ref from, slot);
        else
            Unsafe.Add(ref Unsafe.As<byte, Slot<TStored, TState>>(ref to), newSlot) = Unsafe.Add(ref Unsafe.As<byte, Slot<TStored, TState>>(ref from), slot);
    }

    private void ThrowFull() =>
        throw new InvalidOperationException($"The table has {_count} keys and room for no more; call EnsureRoom before a block of events.");
}
