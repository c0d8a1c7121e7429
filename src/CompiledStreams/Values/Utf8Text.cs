using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CompiledStreams;

/// <summary>UTF-8 text without an object of its own: a view of bytes that lie in a block of input, in state, or in an array of yours. 16 bytes.</summary>
/// <remarks>A field of an event is valid until the operator that got the event returns: to keep it, put it into state (which copies it) or call
/// <see cref="ToString"/>. Equality and order are those of the bytes; order is therefore that of Unicode scalar values.</remarks>
[DebuggerDisplay("{ToString()}")]
public readonly struct Utf8Text : IEquatable<Utf8Text>, IComparable<Utf8Text>
{
    private const string NullString =
        "A null string is no Utf8Text. In 'isMissing ? null : text' C# takes null for a string: write 'isMissing ? default(Utf8Text?) : text', or '(Utf8Text?)null'. For no bytes write Utf8Text.Empty.";

    private readonly byte[]? _array;
    private readonly int _offset;
    private readonly int _length;

    /// <summary>A view of a part of an array, which isn't copied.</summary>
    /// <param name="array">The array that has the bytes, valid UTF-8.</param>
    /// <param name="offset">Where the text begins.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part doesn't lie in the array.</exception>
    public Utf8Text(byte[] array, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        if ((ulong)(uint)offset + (uint)length > (uint)array.Length)
            throw new ArgumentOutOfRangeException(nameof(length), $"Text at {offset} of {length} bytes doesn't lie in an array of {array.Length} bytes.");

        _array = array;
        _offset = offset;
        _length = length;
    }

    /// <summary>A view of a whole array, which isn't copied.</summary>
    /// <param name="array">The bytes, valid UTF-8.</param>
    public Utf8Text(byte[] array) : this(array, 0, array?.Length ?? 0)
    {
    }

    /// <summary>A copy of a string. Allocates: meant for tests and for what is made once.</summary>
    /// <param name="text">The text.</param>
    public Utf8Text(string text) : this(Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>The text of no bytes.</summary>
    public static Utf8Text Empty => default;

    /// <summary>Length in bytes.</summary>
    public int Length => _length;

    /// <summary>Whether there is no byte.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _array is null
        ? default
        : MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.CompilerServices.Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _offset), _length);

    internal byte[]? Array => _array;

    internal int Offset => _offset;

    /// <summary>A copy of a string, made at each conversion, of a literal too: meant for tests and for what is made once.</summary>
    /// <remarks>An operator keeps its literals in fields, <c>static readonly Utf8Text s_buy = "buy"</c>, or compares with <c>text.Equals("buy"u8)</c>: neither allocates.</remarks>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException">The string is null, as it is where <c>isMissing ? null : text</c> was to be a <c>Utf8Text?</c>: write <c>default(Utf8Text?)</c> there.</exception>
    public static implicit operator Utf8Text(string text) => new(text ?? throw new ArgumentNullException(nameof(text), NullString));

    /// <summary>A view of a part of this text, which begins and ends between characters: a part of one isn't text.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="length">Length in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part doesn't lie in the text.</exception>
    /// <exception cref="ArgumentException">The part begins or ends inside a character.</exception>
    public Utf8Text Slice(int start, int length)
    {
        if ((ulong)(uint)start + (uint)length > (uint)_length)
            throw new ArgumentOutOfRangeException(nameof(length), $"{length} bytes at {start} don't lie in a text of {_length} bytes.");

        if (_array is null)
            return default;
        if (IsInsideCharacter(start))
            throw CutsCharacter(start, nameof(start));
        if (IsInsideCharacter(start + length))
            throw CutsCharacter(start + length, nameof(length));

        return new Utf8Text(_array, _offset + start, length);
    }

    /// <summary>Whether this text begins with the bytes of another.</summary>
    public bool StartsWith(ReadOnlySpan<byte> prefix) => Span.StartsWith(prefix);

    /// <summary>Whether this text ends with the bytes of another.</summary>
    public bool EndsWith(ReadOnlySpan<byte> suffix) => Span.EndsWith(suffix);

    /// <summary>Whether the bytes of another text lie in this one.</summary>
    public bool Contains(ReadOnlySpan<byte> part) => Span.IndexOf(part) >= 0;

    /// <summary>Where the bytes of another text first lie in this one, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> part) => Span.IndexOf(part);

    /// <inheritdoc/>
    public bool Equals(Utf8Text other) => Span.SequenceEqual(other.Span);

    /// <summary>Whether the bytes are the same as a literal's, as in <c>text.Equals("buy"u8)</c>.</summary>
    public bool Equals(ReadOnlySpan<byte> other) => Span.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Utf8Text other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(Utf8Text other) => Span.SequenceCompareTo(other.Span);

    /// <summary>The text as a string. Allocates.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);

    /// <summary>Whether a character goes on at a place: its bytes but the first are 10xxxxxx.</summary>
    private bool IsInsideCharacter(int at) => at < _length && (_array![_offset + at] & 0xC0) == 0x80;

    private ArgumentException CutsCharacter(int at, string parameter)
    {
        int begin = at;
        while (begin > 0 && IsInsideCharacter(begin))
            begin--;

        return new ArgumentException(
            $"Byte {at} lies inside the character that begins at byte {begin}; a slice begins and ends between characters, where IndexOf and whole texts' lengths are.", parameter);
    }

    /// <summary>Whether two texts have the same bytes.</summary>
    public static bool operator ==(Utf8Text left, Utf8Text right) => left.Equals(right);

    /// <summary>Whether two texts differ.</summary>
    public static bool operator !=(Utf8Text left, Utf8Text right) => !left.Equals(right);

    /// <summary>Whether one text sorts before another.</summary>
    public static bool operator <(Utf8Text left, Utf8Text right) => left.CompareTo(right) < 0;

    /// <summary>Whether one text sorts after another.</summary>
    public static bool operator >(Utf8Text left, Utf8Text right) => left.CompareTo(right) > 0;

    /// <summary>Whether one text doesn't sort after another.</summary>
    public static bool operator <=(Utf8Text left, Utf8Text right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one text doesn't sort before another.</summary>
    public static bool operator >=(Utf8Text left, Utf8Text right) => left.CompareTo(right) >= 0;
}
