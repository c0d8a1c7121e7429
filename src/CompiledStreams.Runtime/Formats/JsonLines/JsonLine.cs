using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

/// <summary>The fixed parts of a line of JSON: what stands between its values, and what is passed over.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonLine
{
    /// <summary>Whether a literal stands at a position; compared as words.</summary>
    /// <param name="start">The buffer, with room for the literal.</param>
    /// <param name="position">Where.</param>
    /// <param name="literal">A constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(ref byte start, int position, ReadOnlySpan<byte> literal) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), literal.Length).SequenceEqual(literal);

    /// <summary>Writes a literal as words.</summary>
    /// <param name="start">The buffer, with room for the literal.</param>
    /// <param name="offset">Where.</param>
    /// <param name="literal">A constant.</param>
    /// <returns>The offset behind it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Put(ref byte start, int offset, ReadOnlySpan<byte> literal)
    {
        literal.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, offset), literal.Length));
        return offset + literal.Length;
    }

    /// <summary>Passes over LF or CRLF.</summary>
    /// <param name="start">The buffer, with two bytes at the position.</param>
    /// <param name="position">Where the line should end.</param>
    /// <returns>Where the next line begins, or -1 where this one doesn't end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PassLineEnd(ref byte start, int position)
    {
        if (Unsafe.Add(ref start, position) == '\n')
            return position + 1;

        return Has(ref start, position, "\r\n"u8) ? position + 2 : -1;
    }

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    /// <param name="start">The buffer, with five bytes at the position.</param>
    /// <param name="position">Where the value begins.</param>
    /// <param name="value">The value.</param>
    /// <returns>The position behind it, or minus a <see cref="FieldError"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadBoolean(ref byte start, int position, out bool value)
    {
        value = Has(ref start, position, "true"u8);
        if (value)
            return position + 4;

        return Has(ref start, position, "false"u8) ? position + 5 : -(int)FieldError.NotABoolean;
    }

    /// <summary>Passes over a value that isn't read, strings closed and brackets balanced, within one line.</summary>
    /// <param name="start">The buffer; nothing at or behind <paramref name="end"/> is read.</param>
    /// <param name="position">Where the value begins.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    /// <returns>The position behind it, or a negative number.</returns>
    public static int SkipValue(ref byte start, int position, int end)
    {
        int next = JsonValue.Skip(ref start, position, end);
        return next < 0 || HasLineEnd(ref start, position, next) ? -1 : next;
    }

    /// <summary>Whether a line ends in a part of the bytes.</summary>
    public static bool HasLineEnd(ref byte start, int position, int end) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), end - position).Contains((byte)'\n');

    /// <summary>Passes over the rest of a record, of which nothing more is read.</summary>
    /// <param name="start">The buffer; nothing at or behind <paramref name="end"/> is read.</param>
    /// <param name="position">Behind a value of the record's own object.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    /// <param name="validate">Whether to look at it: not with <see cref="Validate.Used"/>.</param>
    /// <returns>Where the line's end is, CR or LF, or a negative number where the record isn't as it should be or doesn't end.</returns>
    public static int SkipRest(ref byte start, int position, int end, Validate validate)
    {
        if (position < 0 || position >= end || Unsafe.Add(ref start, position) is not ((byte)',' or (byte)'}'))
            return -1;

        return validate == Validate.Used ? FindLineEnd(ref start, position, end) : SkipObject(ref start, position, end, isWhole: false);
    }

    /// <summary>Passes over what is left of an object, to the end of its line: strings closed, brackets balanced, nothing behind it.</summary>
    /// <param name="start">The buffer; nothing at or behind <paramref name="end"/> is read.</param>
    /// <param name="position">Behind a value of the object.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    /// <param name="isWhole">Whether the line ends at <paramref name="end"/>; else it must end before.</param>
    /// <returns>The position of the line's end, or minus a <see cref="FieldError"/>.</returns>
    /// <remarks>32 bytes at a time: quotes that aren't escaped tell what lies in strings, and the open brackets outside of them are a stack of bits.</remarks>
    internal static int SkipObject(ref byte start, int position, int end, bool isWhole)
    {
        ulong braces = 1;
        int depth = 1;
        uint carry = 0;
        uint inString = 0;
        for (; position < end; position += TextChunk.Size)
        {
            TextChunk chunk = TextChunk.Load(ref start, position, end);
            uint backslashes = chunk.Of((byte)'\\');
            uint quotes = chunk.Of((byte)'"');
            if ((backslashes | carry) != 0)
                quotes &= ~TextChunk.Escaped(backslashes, ref carry);

            uint strings = TextChunk.Between(quotes) ^ inString;
            inString = (uint)((int)strings >> 31);
            uint lineEnds = chunk.Of((byte)'\n');
            uint opens = chunk.Opens & ~strings;
            uint marks = opens | (chunk.Closes & ~strings) | lineEnds;
            for (; marks != 0; marks &= marks - 1)
            {
                int at = BitOperations.TrailingZeroCount(marks);
                if ((lineEnds >> at & 1) != 0)
                    return -(int)FieldError.NotJson;

                ulong isBrace = (chunk.Braces >> at) & 1;
                if ((opens >> at & 1) != 0)
                {
                    if (depth++ == JsonValue.MaxDepth)
                        return -(int)FieldError.TooDeep;

                    braces = (braces << 1) | isBrace;
                    continue;
                }

                if ((braces & 1) != isBrace)
                    return -(int)FieldError.NotJson;

                braces >>= 1;
                if (--depth == 0)
                    return SkipToLineEnd(ref start, position + at + 1, end, isWhole);
            }
        }

        return -(int)FieldError.Unterminated;
    }

    /// <summary>The position of LF, or of CR before it; -1 where there is none.</summary>
    private static int FindLineEnd(ref byte start, int position, int end)
    {
        int length = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), end - position).IndexOf((byte)'\n');
        if (length < 0)
            return -1;

        int at = position + length;
        return length > 0 && Unsafe.Add(ref start, at - 1) == '\r' ? at - 1 : at;
    }

    private static int SkipToLineEnd(ref byte start, int position, int end, bool isWhole)
    {
        while (position < end && (Unsafe.Add(ref start, position) is (byte)' ' or (byte)'\t' || (isWhole && Unsafe.Add(ref start, position) == '\r')))
            position++;

        bool ends = position == end ? isWhole : Unsafe.Add(ref start, position) == '\n' || (position + 1 < end && Has(ref start, position, "\r\n"u8));
        return ends ? position : -(int)FieldError.Trailing;
    }
}
