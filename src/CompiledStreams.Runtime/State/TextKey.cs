using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>Keys that are one text; the arena holds their bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TextKey : IKeyLayout<Utf8Text, TextRef>, IKeyCodec<Utf8Text, TextRef>
{
    /// <inheritdoc/>
    public static bool HashIsKey => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(in Utf8Text key) => KeyHash.Finish(KeyHash.OfText(key.Span));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equals(in TextRef stored, in Utf8Text key, TextArena arena) =>
        stored.Length == key.Length && arena.Span(stored).SequenceEqual(key.Span);

    /// <inheritdoc/>
    public static int Compare(in TextRef left, in TextRef right, TextArena arena) => arena.Span(left).SequenceCompareTo(arena.Span(right));

    /// <inheritdoc/>
    public static TextRef Store(in Utf8Text key, TextArena arena) => arena.Store(key.Span);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Utf8Text Load(in TextRef stored, TextArena arena) => arena.Load(stored);

    /// <inheritdoc/>
    public static void Drop(in TextRef stored, TextArena arena) => arena.Drop(stored);

    /// <inheritdoc/>
    public static string Schema => "Utf8Text";

    /// <inheritdoc/>
    public static void Save(in TextRef stored, TextArena arena, StateWriter writer) => writer.WriteText(arena.Span(stored));

    /// <inheritdoc/>
    public static Utf8Text LoadKey(ref StateReader reader) => new(reader.ReadText().ToArray());

    /// <inheritdoc/>
    public static void WriteKeyBytes(in TextRef stored, TextArena arena, StateWriter to) => to.WriteBytes(arena.Span(stored));

    /// <summary>Writes the bytes of text that is one part of several: behind its length.</summary>
    /// <param name="stored">The text.</param>
    /// <param name="arena">Where it lies.</param>
    /// <param name="to">Takes them.</param>
    public static void WritePartBytes(in TextRef stored, TextArena arena, StateWriter to)
    {
        to.Write(BinaryPrimitives.ReverseEndianness(stored.Length));
        to.WriteBytes(arena.Span(stored));
    }
}
