using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What a key is in a checkpoint, and which bytes decide its shard.</summary>
/// <typeparam name="TKey">The key as events hold it.</typeparam>
/// <typeparam name="TStored">The key as a table holds it.</typeparam>
/// <remarks>
/// <para>The two forms differ: a saved key is read back and is small; the bytes of a shard are never read, and where Kafka's own serializers write the type they
/// are theirs, so that a partition is a shard.</para>
/// <para>The bytes of a shard: integers big-endian at their width, an enum as its underlying type; <see cref="bool"/> as one byte, 0 or 1; <see cref="char"/> as a 16-bit
/// integer; <see cref="DateOnly"/> as its day number in 32 bits; <see cref="Timestamp"/> as its microseconds in 64; <see cref="Guid"/> as 36 lower-case characters;
/// text and strings as UTF-8. The fields of a record struct follow each other, text among them behind its length in 4 bytes.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IKeyCodec<TKey, TStored>
    where TStored : unmanaged
{
    /// <summary>A line for each part of the key: its type, and for a part of a record a blank and its name.</summary>
    static abstract string Schema { get; }

    /// <summary>Writes a key.</summary>
    /// <param name="stored">The key.</param>
    /// <param name="arena">Where its text lies.</param>
    /// <param name="writer">Takes it.</param>
    static abstract void Save(in TStored stored, TextArena arena, StateWriter writer);

    /// <summary>Reads a key. Its text lies in an array of its own.</summary>
    /// <param name="reader">Stands at what <see cref="Save"/> wrote.</param>
    static abstract TKey LoadKey(ref StateReader reader);

    /// <summary>Writes the bytes that decide the key's shard: the same for equal keys, on every machine, in every version.</summary>
    /// <param name="stored">The key.</param>
    /// <param name="arena">Where its text lies.</param>
    /// <param name="to">Takes them.</param>
    static abstract void WriteKeyBytes(in TStored stored, TextArena arena, StateWriter to);
}
