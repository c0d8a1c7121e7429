using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>Scans and writes the fields of delimited text, quoted as in RFC 4180: a quote inside quotes is doubled.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DelimitedText
{
    /// <summary>The most bytes of a written field of <paramref name="length"/> bytes.</summary>
    /// <param name="length">The bytes of the text.</param>
    public static int MaxLength(int length) => (2 * length) + 2;

    /// <summary>Finds the end of a field without quotes: the delimiter, a line feed, or the end.</summary>
    /// <param name="start">The buffer; nothing at or behind <paramref name="end"/> is read.</param>
    /// <param name="position">The first byte of the field.</param>
    /// <param name="end">Behind the last byte of the record.</param>
    /// <param name="delimiter">What separates fields.</param>
    /// <param name="traits">What is inside.</param>
    public static int FindEnd(ref byte start, int position, int end, byte delimiter, out TextTraits traits)
    {
        uint nonAscii = 0;
        uint controls = 0;
        int at = position;
        for (; at < end; at += TextChunk.Size)
        {
            TextChunk chunk = TextChunk.Load(ref Unsafe.Add(ref start, at), end - at);
            uint ends = chunk.Of(delimiter) | chunk.Of((byte)'\n');
            uint inside = (ends & (0 - ends)) - 1;
            nonAscii |= chunk.NonAscii & inside;
            controls |= chunk.Controls & inside;
            if (ends != 0)
            {
                at += BitOperations.TrailingZeroCount(ends);
                break;
            }
        }

        traits = (nonAscii != 0 ? TextTraits.HasNonAscii : 0) | (controls != 0 ? TextTraits.HasControls : 0);
        return Math.Min(at, end);
    }

    /// <summary>Finds the quote that closes a quoted field: the first that isn't doubled.</summary>
    /// <param name="start">The buffer; nothing at or behind <paramref name="end"/> is read.</param>
    /// <param name="position">Behind the opening quote.</param>
    /// <param name="end">Behind the last byte of the record, or of what is in hand of it.</param>
    /// <param name="traits"><see cref="TextTraits.HasEscapes"/> if there are doubled quotes.</param>
    /// <returns>The position of the closing quote, or minus <see cref="FieldError.Unterminated"/>.</returns>
    public static int FindQuotedEnd(ref byte start, int position, int end, out TextTraits traits)
    {
        traits = TextTraits.None;
        for (int at = position; at < end;)
        {
            TextChunk chunk = TextChunk.Load(ref Unsafe.Add(ref start, at), end - at);
            uint quotes = chunk.Of((byte)'"');
            uint inside = (quotes & (0 - quotes)) - 1;
            traits |= ((chunk.NonAscii & inside) != 0 ? TextTraits.HasNonAscii : 0) | ((chunk.Controls & inside) != 0 ? TextTraits.HasControls : 0);
            if (quotes == 0)
            {
                at += TextChunk.Size;
                continue;
            }

            at += BitOperations.TrailingZeroCount(quotes);
            if (at + 1 >= end || Unsafe.Add(ref start, at + 1) != '"')
                return at;
            traits |= TextTraits.HasEscapes;
            at += 2;
        }

        return -(int)FieldError.Unterminated;
    }

    /// <summary>Makes each doubled quote one.</summary>
    /// <param name="text">The inside of a quoted field.</param>
    /// <param name="destination">At least as long as <paramref name="text"/>; may be the same memory.</param>
    /// <param name="written">The bytes written.</param>
    /// <returns><see cref="FieldError.BadQuote"/> if a quote isn't doubled.</returns>
    public static FieldError Unquote(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        written = 0;
        int quote;
        while ((quote = text.IndexOf((byte)'"')) >= 0)
        {
            if (quote + 1 >= text.Length || text[quote + 1] != '"')
                return FieldError.BadQuote;
            text[..(quote + 1)].CopyTo(destination[written..]);
            written += quote + 1;
            text = text[(quote + 2)..];
        }

        text.CopyTo(destination[written..]);
        written += text.Length;
        return FieldError.None;
    }

    /// <summary>Writes a field, in quotes if it holds the delimiter, a quote or an end of line.</summary>
    /// <param name="start">The buffer, with room for <see cref="MaxLength"/> bytes.</param>
    /// <param name="offset">Where to write.</param>
    /// <param name="text">Any text.</param>
    /// <param name="delimiter">What separates fields.</param>
    /// <returns>The offset behind what was written.</returns>
    public static int WriteField(ref byte start, int offset, ReadOnlySpan<byte> text, byte delimiter)
    {
        Span<byte> destination = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, offset), MaxLength(text.Length));
        if (text.IndexOfAny(delimiter, (byte)'"', (byte)'\n') < 0 && !text.Contains((byte)'\r'))
        {
            text.CopyTo(destination);
            return offset + text.Length;
        }

        int at = 0;
        destination[at++] = (byte)'"';
        foreach (byte character in text)
        {
            if (character == '"')
                destination[at++] = character;
            destination[at++] = character;
        }

        destination[at++] = (byte)'"';
        return offset + at;
    }
}
