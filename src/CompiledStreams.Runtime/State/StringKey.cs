using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>Keys that are one string; the arena holds their UTF-16. Each key that is loaded is a new string: <see cref="Utf8Text"/> costs less.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringKey : IKeyLayout<string, TextRef>, IKeyCodec<string, TextRef>
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

    /// <inheritdoc/>
    public static string Schema => "string";

    /// <inheritdoc/>
    /// <remarks>UTF-16, as it is kept: not every string has a form in UTF-8.</remarks>
    public static void Save(in TextRef stored, TextArena arena, StateWriter writer) => writer.WriteText(arena.Span(stored));

    /// <inheritdoc/>
    public static string LoadKey(ref StateReader reader) => new(MemoryMarshal.Cast<byte, char>(reader.ReadText()));

    /// <inheritdoc/>
    public static void WriteKeyBytes(in TextRef stored, TextArena arena, StateWriter to) => to.WriteBytes(Utf8(stored, arena));

    /// <summary>Writes the bytes of a string that is one part of several: behind its length.</summary>
    /// <param name="stored">The string.</param>
    /// <param name="arena">Where it lies.</param>
    /// <param name="to">Takes them.</param>
    public static void WritePartBytes(in TextRef stored, TextArena arena, StateWriter to)
    {
        byte[] utf8 = Utf8(stored, arena);
        to.Write(BinaryPrimitives.ReverseEndianness(utf8.Length));
        to.WriteBytes(utf8);
    }

    private static byte[] Utf8(in TextRef stored, TextArena arena) => Encoding.UTF8.GetBytes(Load(stored, arena));
}
