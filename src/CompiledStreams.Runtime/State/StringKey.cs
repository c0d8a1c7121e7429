using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>Keys that are one string; the arena holds their UTF-16. Each key that is loaded is a new string: <see cref="Utf8Text"/> costs less.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringKey : IKeyLayout<string, TextRef>
{
    /// <inheritdoc/>
    public static bool HashIsKey => false;

    /// <summary>The bytes of a string as they are hashed and kept; none for null.</summary>
    public static ReadOnlySpan<byte> Bytes(string? key) => MemoryMarshal.AsBytes(key.AsSpan());

    /// <inheritdoc/>
    public static uint Hash(in string key) => KeyHash.Finish(KeyHash.OfText(Bytes(key)));

    /// <inheritdoc/>
    public static bool Equals(in TextRef stored, in string key, TextArena arena) => arena.Span(stored).SequenceEqual(Bytes(key));

    /// <inheritdoc/>
    public static int Compare(in TextRef left, in TextRef right, TextArena arena) =>
        MemoryMarshal.Cast<byte, char>(arena.Span(left)).SequenceCompareTo(MemoryMarshal.Cast<byte, char>(arena.Span(right)));

    /// <inheritdoc/>
    public static TextRef Store(in string key, TextArena arena) => arena.Store(Bytes(key));

    /// <inheritdoc/>
    public static string Load(in TextRef stored, TextArena arena) => new(MemoryMarshal.Cast<byte, char>(arena.Span(stored)));

    /// <inheritdoc/>
    public static void Drop(in TextRef stored, TextArena arena) => arena.Drop(stored);
}
