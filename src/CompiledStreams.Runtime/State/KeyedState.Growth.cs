using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout>
{
    // At most five eighths of the slots are used. Two buckets or more are then not full, which the tags of empty slots rely on.
    private static long LimitOf(int bucketBits) => ((long)BucketSlots << bucketBits) * 5 / 8;

    private static int BucketBitsFor(long keys)
    {
        int bits = FewestBucketBits;
        while (LimitOf(bits) < keys)
            bits++;

        return bits;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int keys)
    {
        if (_tags is null)
            ThrowDisposed();

        TableMemory oldMemory = _memory;
        uint* oldTags = _tags;
        ref byte oldSlots = ref SlotStart;
        uint oldLastBucket = _lastBucket;
        int oldShift = _shift;

        Allocate(BucketBitsFor((long)_count + keys));
        for (uint bucket = 0; bucket <= oldLastBucket; bucket++)
        {
            uint empty = ((bucket + 1) & oldLastBucket) << oldShift;
            for (nuint slot = (nuint)bucket * BucketSlots; slot < ((nuint)bucket + 1) * BucketSlots; slot++)
            {
                if (oldTags[slot] != empty)
                    Adopt(ref oldSlots, slot, oldTags[slot]);
            }
        }

        oldMemory.Dispose();
    }

    private void Adopt(ref byte oldSlots, nuint oldSlot, uint tag)
    {
        uint bucket = tag >> _shift;
        uint empty;
        while ((empty = Matches(Vector128.LoadAligned(_tags + ((nuint)bucket * BucketSlots)), EmptyTag(bucket))) == 0)
            bucket = (bucket + 1) & _lastBucket;

        nuint slot = ((nuint)bucket * BucketSlots) + (uint)BitOperations.TrailingZeroCount(empty);
        Move(ref oldSlots, oldSlot, ref SlotStart, slot);
        _tags[slot] = tag;
    }

    [MemberNotNull(nameof(_memory))]
    private void Allocate(int bucketBits)
    {
        nuint slots = (nuint)BucketSlots << bucketBits;
        if (bucketBits > MostBucketBits || (HoldsReferences && slots > (nuint)Array.MaxLength))
            throw new OutOfMemoryException($"A table of keyed state can't have {slots:N0} slots; divide the keys among more lanes.");

        nuint tagBytes = slots * sizeof(uint);
        nuint slotBytes = slots * (uint)SlotBytes;
        var memory = new TableMemory(HoldsReferences ? tagBytes : tagBytes + slotBytes);
        if (HoldsReferences)
            _managedSlots = TLayout.HashIsKey ? new TState[slots] : new Slot<TStored, TState>[slots];

        _memory = memory;
        _tags = (uint*)memory.Pointer;
        _slots = memory.Pointer + tagBytes;
        _shift = 32 - bucketBits;
        _lastBucket = (1u << bucketBits) - 1;
        _limit = (int)LimitOf(bucketBits);
        Bytes = (long)(tagBytes + slotBytes);
        FillEmpty();
    }

    private void FillEmpty()
    {
        for (uint bucket = 0; bucket <= _lastBucket; bucket++)
            Vector128.Create(EmptyTag(bucket)).StoreAligned(_tags + ((nuint)bucket * BucketSlots));
    }
}
