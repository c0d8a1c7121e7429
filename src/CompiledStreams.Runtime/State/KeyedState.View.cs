using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

public sealed unsafe partial class KeyedState<TKey, TStored, TState, TLayout>
{
    /// <summary>A table with its addresses in locals: what the loop over a block of events uses.</summary>
    /// <remarks>Only the search in the key's home bucket is inlined. Everything else is a call on the table, never on this struct, so that the struct
    /// stays in registers.</remarks>
    public readonly ref struct View
    {
        private readonly KeyedState<TKey, TStored, TState, TLayout> _table;
        private readonly uint* _tags;
        private readonly ref byte _slots;
        private readonly int _shift;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal View(KeyedState<TKey, TStored, TState, TLayout> table)
        {
            _table = table;
            _tags = table._tags;
            _slots = ref table.SlotStart;
            _shift = table._shift;
        }

        /// <summary>Starts to bring a key's bucket into the cache. Worth it where <see cref="IsLarge"/>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Prefetch(uint hash)
        {
            if (!Sse.IsSupported)
                return;

            nuint first = (nuint)(hash >> _shift) * BucketSlots;
            Sse.Prefetch0(_tags + first);
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AddByteOffset(ref _slots, first * (uint)SlotBytes)));
        }

        /// <summary>The state of a key; the default state, where the key is new.</summary>
        /// <param name="key">The key; its text is copied when it is new.</param>
        /// <param name="hash">What <see cref="Hash"/> gave for it.</param>
        /// <exception cref="InvalidOperationException">The key is new and the table is full; call <see cref="EnsureRoom"/> before a block.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref TState GetOrAdd(scoped in TKey key, uint hash)
        {
            nuint slot = FindAtHome(in key, hash, out bool found);
            if (found)
                return ref StateAt(ref _slots, slot);

            return ref _table.FindOrAdd(in key, hash);
        }

        /// <summary>The state of a key, or a null reference where there is none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref TState TryGet(scoped in TKey key, uint hash, out bool found)
        {
            nuint slot = FindAtHome(in key, hash, out found);
            if (found)
                return ref StateAt(ref _slots, slot);

            ref TState state = ref _table.FindBeyondHome(in key, hash);
            found = !Unsafe.IsNullRef(ref state);
            return ref state;
        }

        /// <summary>Removes a key, and drops its text; text in its state is the caller's to drop before. Other slots may move.</summary>
        /// <returns>Whether there was such a key.</returns>
        public bool Remove(scoped in TKey key, uint hash) => _table.RemoveKey(in key, hash);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private nuint FindAtHome(scoped in TKey key, uint hash, out bool found)
        {
            nuint first = (nuint)(hash >> _shift) * BucketSlots;
            uint same = Vector128.Equals(Vector128.LoadAligned(_tags + first), Vector128.Create(hash)).ExtractMostSignificantBits();
            nuint slot = first + (uint)BitOperations.TrailingZeroCount(same);
            found = same != 0 && (TLayout.HashIsKey || TLayout.Equals(in KeyAt(ref _slots, slot), in key, _table.Arena));
            return slot;
        }
    }
}
