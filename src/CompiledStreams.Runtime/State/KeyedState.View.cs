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
        private readonly byte* _buckets;
        private readonly ref byte _managedSlots;
        private readonly int _shift;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal View(KeyedState<TKey, TStored, TState, TLayout> table)
        {
            _table = table;
            _buckets = table._buckets;
            _managedSlots = ref table.ManagedSlots;
            _shift = table._shift;
        }

        /// <summary>Starts to bring a key's bucket into the cache. Worth it where <see cref="IsLarge"/>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Prefetch(uint hash)
        {
            if (!Sse.IsSupported)
                return;

            nuint bucket = hash >> _shift;
            Sse.Prefetch0(TagsOf(_buckets, bucket));
            if (!HoldsReferences && BucketBytes <= CacheLine)
                return;

            void* last = Unsafe.AsPointer(ref SlotAt(_buckets, ref _managedSlots, bucket, BucketSlots - 1));
            Sse.Prefetch0(last);
            if (BucketSlots * SlotBytes > 2 * CacheLine)
                Sse.Prefetch0((byte*)last - CacheLine);
        }

        /// <summary>The state of a key; the default state, where the key is new.</summary>
        /// <param name="key">The key; its text is copied when it is new.</param>
        /// <param name="hash">What <see cref="Hash"/> gave for it.</param>
        /// <exception cref="InvalidOperationException">The key is new and the table is full; call <see cref="EnsureRoom"/> before a block.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref TState GetOrAdd(scoped in TKey key, uint hash)
        {
            ref byte slot = ref FindAtHome(in key, hash, out bool found, out bool isNoted);
            if (found && isNoted)
                return ref StateOf(ref slot);

            return ref _table.FindOrAdd(in key, hash);
        }

        /// <summary>The state of a key, or a null reference where there is none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref TState TryGet(scoped in TKey key, uint hash, out bool found)
        {
            ref byte slot = ref FindAtHome(in key, hash, out found, out _);
            if (found)
                return ref StateOf(ref slot);

            ref TState state = ref _table.FindBeyondHome(in key, hash);
            found = !Unsafe.IsNullRef(ref state);
            return ref state;
        }

        /// <summary>Removes a key, and drops its text; text in its state is the caller's to drop before. Other slots may move.</summary>
        /// <returns>Whether there was such a key.</returns>
        public bool Remove(scoped in TKey key, uint hash) => _table.RemoveKey(in key, hash);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private ref byte FindAtHome(scoped in TKey key, uint hash, out bool found, out bool isNoted)
        {
            nuint bucket = hash >> _shift;
            uint same = Find(_buckets, bucket, hash, out nuint place);
            ref byte slot = ref SlotAt(ref _managedSlots, place);
            found = same != 0 && (TLayout.HashIsKey || TLayout.Equals(in KeyOf(ref slot), in key, _table.Arena));
            isNoted = (same & *NotesOf(_buckets, bucket)) != 0;
            return ref slot;
        }
    }
}
