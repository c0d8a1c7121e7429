using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref TState FindOrAdd(scoped in TKey key, uint hash) => ref StateAt(FindOrAddSlot(in key, hash));

    private nuint FindOrAddSlot(scoped in TKey key, uint hash)
    {
        if (!TrySearch(in key, hash, out nuint slot))
            Add(in key, hash, slot);

        NoteChange(slot);
        return slot;
    }

    private void Add(scoped in TKey key, uint hash, nuint slot)
    {
        if (_count == _limit)
            ThrowFull();

        _count++;
        TagAt(slot) = hash;
        if (!TLayout.HashIsKey)
            KeyAt(slot) = TLayout.Store(in key, Arena);

        StateAt(slot) = default!;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref TState FindBeyondHome(scoped in TKey key, uint hash)
    {
        if (TrySearch(in key, hash, out nuint slot))
            return ref StateAt(slot);

        return ref Unsafe.NullRef<TState>();
    }

    /// <summary>Finds the slot of a key, or the slot where it would be added.</summary>
    private bool TrySearch(scoped in TKey key, uint hash, out nuint slot)
    {
        for (uint bucket = hash >> _shift; ; bucket = (bucket + 1) & _lastBucket)
        {
            nuint first = (nuint)bucket * BucketSlots;
            Vector128<uint> tags = Vector128.LoadAligned(TagsOf(_buckets, bucket));
            for (uint same = Matches(tags, hash); same != 0; same &= same - 1)
            {
                slot = first + (uint)BitOperations.TrailingZeroCount(same);
                if (TLayout.HashIsKey || TLayout.Equals(in KeyAt(slot), in key, Arena))
                    return true;
            }

            uint empty = Empties(tags, bucket);
            if (empty != 0)
            {
                slot = first + (uint)BitOperations.TrailingZeroCount(empty);
                return false;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Matches(Vector128<uint> tags, uint tag) => Vector128.Equals(tags, Vector128.Create(tag)).ExtractMostSignificantBits();

    private bool RemoveKey(scoped in TKey key, uint hash)
    {
        if (!TrySearch(in key, hash, out nuint slot))
            return false;

        NoteRemoval(slot);
        if (!TLayout.HashIsKey)
            TLayout.Drop(in KeyAt(slot), Arena);

        FillHole(slot);
        _count--;
        return true;
    }

    /// <summary>Empties a slot. Where its bucket was full, keys may have passed it by: the next one that did moves in, and leaves a hole of its own.</summary>
    /// <remarks>What moves counts as changed: a base is read bucket by bucket over several epochs, and it may have moved to where the base was read already.</remarks>
    private void FillHole(nuint hole)
    {
        while (TryFindPassedBy(hole, out nuint slot))
        {
            Move(ref SlotAt(slot), ref SlotAt(hole));
            TagAt(hole) = TagAt(slot);
            NoteChange(hole);
            hole = slot;
        }

        TagAt(hole) = EmptyTag((uint)(hole / BucketSlots));
        if (HoldsReferences)
            StateAt(hole) = default!;
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
                if (IsUsed(slot) && Steps(TagAt(slot) >> _shift, bucket) >= Steps(to, bucket))
                    return true;
            }
        }

        return false;
    }

    private bool IsFull(uint bucket) => Empties(Vector128.LoadAligned(TagsOf(_buckets, bucket)), bucket) == 0;

    private uint Empties(Vector128<uint> tags, uint bucket) => Matches(tags, EmptyTag(bucket)) & ((1u << (int)BucketSlots) - 1);

    private uint Steps(uint from, uint to) => (to - from) & _lastBucket;

    private static void Move(ref byte from, ref byte to)
    {
        if (TLayout.HashIsKey)
            StateOf(ref to) = StateOf(ref from);
        else
            Unsafe.As<byte, Slot<TStored, TState>>(ref to) = Unsafe.As<byte, Slot<TStored, TState>>(ref from);
    }

    private void ThrowFull() =>
        throw new InvalidOperationException($"The table has {_count} keys and room for no more; call EnsureRoom before a block of events.");
}
