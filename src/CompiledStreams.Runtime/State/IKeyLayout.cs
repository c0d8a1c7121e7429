using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>How keys of one type are hashed, compared and kept in a <see cref="KeyedState{TKey, TStored, TState, TLayout}"/>.</summary>
/// <typeparam name="TKey">The key as events hold it; text in it is a view that ends with its event.</typeparam>
/// <typeparam name="TStored">The key as the table holds it: no references, text as <see cref="TextRef"/>.</typeparam>
/// <remarks>Implemented by empty structs and called through a type parameter, so that each call is bound while compiling and inlined.
/// <see cref="ScalarKey{T}"/> and <see cref="TextKey"/> are built in; emitted layouts of record structs combine their parts.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IKeyLayout<TKey, TStored>
    where TStored : unmanaged
{
    /// <summary>Whether two keys with the same hash are the same key. The table then keeps no <typeparamref name="TStored"/> and never
    /// calls <see cref="Equals"/>, <see cref="Store"/>, <see cref="Load"/> or <see cref="Drop"/>; it calls <see cref="FromHash"/>.</summary>
    static abstract bool HashIsKey { get; }

    /// <summary>The key's hash; its upper bits choose the bucket, all 32 are the tag that is compared. The same in every process.</summary>
    static abstract uint Hash(in TKey key);

    /// <summary>Whether a kept key is this key.</summary>
    static abstract bool Equals(in TStored stored, in TKey key, TextArena arena);

    /// <summary>A total order of kept keys that have the same hash, so that enumeration doesn't show who came first.</summary>
    static abstract int Compare(in TStored left, in TStored right, TextArena arena);

    /// <summary>Makes the form that is kept, and moves the key's text into the arena.</summary>
    static abstract TStored Store(in TKey key, TextArena arena);

    /// <summary>The key again; its text is a view into the arena, valid until the key is removed and the block has ended.</summary>
    static abstract TKey Load(in TStored stored, TextArena arena);

    /// <summary>Gives the text of a kept key back to the arena.</summary>
    static abstract void Drop(in TStored stored, TextArena arena);

    /// <summary>The key of a hash, where <see cref="HashIsKey"/>.</summary>
    static virtual TKey FromHash(uint hash) => throw new NotSupportedException("This layout's hash doesn't identify its key.");
}
