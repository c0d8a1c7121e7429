using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout>
{
    // At most half of the slots are used. Two buckets or more are then not full, which the tags of empty slots rely on.
    private static long LimitOf(int bucketBits) => ((long)BucketSlots << bucketBits) / 2;

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
        if (_buckets is null)
            ThrowDisposed();

        TableMemory oldMemory = _memory;
        byte* oldBuckets = _buckets;
        ref byte oldManagedSlots = ref ManagedSlots;
        uint oldLastBucket = _lastBucket;
        int oldShift = _shift;

        Allocate(BucketBitsFor((long)_count + keys));
        _listedCount = 0;
        if (IsTracked)
            _listed = NewList();

        for (uint bucket = 0; bucket <= oldLastBucket; bucket++)
        {
            uint empty = ((bucket + 1) & oldLastBucket) << oldShift;
            uint* tags = TagsOf(oldBuckets, bucket);
            for (uint i = 0; i < BucketSlots; i++)
            {
                if (tags[i] == empty)
                    continue;

                nuint slot = Adopt(tags[i], ref SlotAt(oldBuckets, ref oldManagedSlots, bucket, i));
                if ((*NotesOf(oldBuckets, bucket) & (1u << (int)i)) != 0)
                    NoteChange(slot);
            }
        }

        oldMemory.Dispose();
    }

    private nuint Adopt(uint tag, ref byte oldSlot)
    {
        uint bucket = tag >> _shift;
        uint empty;
        while ((empty = Empties(Vector128.LoadAligned(TagsOf(_buckets, bucket)), bucket)) == 0)
            bucket = (bucket + 1) & _lastBucket;

        nuint slot = ((nuint)bucket * BucketSlots) + (uint)BitOperations.TrailingZeroCount(empty);
        Move(ref oldSlot, ref SlotAt(slot));
        TagAt(slot) = tag;
        return slot;
    }

    [MemberNotNull(nameof(_memory))]
    private void Allocate(int bucketBits)
    {
        nuint slots = (nuint)BucketSlots << bucketBits;
        if (bucketBits > MostBucketBits || (HoldsReferences && slots > (nuint)Array.MaxLength))
            throw new OutOfMemoryException($"A table of keyed state can't have {slots:N0} slots; divide the keys among more lanes.");

        nuint bytes = ((nuint)1 << bucketBits) * BucketBytes;
        var memory = new TableMemory(bytes);
        if (HoldsReferences)
            _managedSlots = TLayout.HashIsKey ? new TState[slots] : new Slot<TStored, TState>[slots];

        _memory = memory;
        _buckets = memory.Pointer;
        Bytes = (long)(HoldsReferences ? bytes + (slots * SlotBytes) : bytes);
        _shift = 32 - bucketBits;
        _lastBucket = (1u << bucketBits) - 1;
        _limit = (int)LimitOf(bucketBits);
        FillEmpty();
    }

    private void FillEmpty()
    {
        for (uint bucket = 0; bucket <= _lastBucket; bucket++)
        {
            Vector128.Create(EmptyTag(bucket)).StoreAligned(TagsOf(_buckets, bucket));
            *NotesOf(_buckets, bucket) = IsTracked ? EmptyTag(bucket) & ~AllSlots : EmptyTag(bucket) | AllSlots;
        }
    }
}
