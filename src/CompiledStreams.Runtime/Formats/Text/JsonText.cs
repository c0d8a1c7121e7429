using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

/// <summary>Scans, unescapes and escapes the inside of JSON strings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonText
{
    /// <summary>The most bytes that one byte becomes when it is escaped: <c>\u001F</c>.</summary>
    public const int MaxEscapedLength = 6;

    /// <summary>Finds the quote that closes a string.</summary>
    /// <param name="start">The buffer; nothing at or behind <paramref name="end"/> is read.</param>
    /// <param name="position">Behind the opening quote.</param>
    /// <param name="end">Behind the last byte of the record.</param>
    /// <param name="traits">What is inside.</param>
    /// <returns>The position of the closing quote, or minus <see cref="FieldError.Unterminated"/>.</returns>
    /// <remarks>32 bytes at a time; escaped quotes are found without a branch each.</remarks>
    public static int FindStringEnd(ref byte start, int position, int end, out TextTraits traits)
    {
        uint carry = 0;
        uint escapes = 0;
        uint nonAscii = 0;
        uint controls = 0;
        while (position < end)
        {
            TextChunk chunk = TextChunk.Load(ref start, position, end);
            uint backslashes = chunk.Of((byte)'\\');
            uint quotes = chunk.Of((byte)'"');
            if ((backslashes | carry) != 0)
                quotes &= ~TextChunk.Escaped(backslashes, ref carry);

            uint inside = (quotes & (0 - quotes)) - 1;
            escapes |= backslashes & inside;
            nonAscii |= chunk.NonAscii & inside;
            controls |= chunk.Controls & inside;
            if (quotes != 0)
            {
                traits = Traits(escapes, nonAscii, controls);
                return position + BitOperations.TrailingZeroCount(quotes);
            }

            position += TextChunk.Size;
        }

        traits = Traits(escapes, nonAscii, controls);
        return -(int)FieldError.Unterminated;
    }

    /// <summary>Replaces the escapes of a string by what they stand for.</summary>
    /// <param name="text">The inside of a string, as scanned.</param>
    /// <param name="destination">At least as long as <paramref name="text"/>; all of it may be written to.</param>
    /// <param name="written">The bytes written that count.</param>
    /// <returns><see cref="FieldError.BadEscape"/> for an unknown escape and for a surrogate without its partner.</returns>
    public static FieldError Unescape(ReadOnlySpan<byte> text, Span<byte> destination, out int written) =>
        Unescape(text, text.Length, destination, out written);

    /// <summary>Replaces the escapes of a string by what they stand for.</summary>
    /// <param name="text">The inside of a string, as scanned, and what stands behind it in the buffer: that is read, but doesn't count.</param>
    /// <param name="length">How long the inside is.</param>
    /// <param name="destination">At least that long; all of it may be written to.</param>
    /// <param name="written">The bytes written that count.</param>
    /// <returns><see cref="FieldError.BadEscape"/> for an unknown escape and for a surrogate without its partner.</returns>
    /// <remarks>32 bytes at a time, up to the next backslash, as long as both sides have room for so many.</remarks>
    public static FieldError Unescape(ReadOnlySpan<byte> text, int length, Span<byte> destination, out int written)
    {
        written = 0;
        for (int at = 0; at < length;)
        {
            int run = CopyPlain(text[at..], Math.Min(length - at, Vector256<byte>.Count), destination[written..]);
            at += run;
            written += run;
            if (at == length || text[at] != '\\')
                continue;

            int read = ReadEscape(text[at..length], out uint scalar);
            if (read == 0)
                return FieldError.BadEscape;

            at += read;
            written += scalar < 0x80 ? WriteAscii(destination, written, scalar) : new System.Text.Rune(scalar).EncodeToUtf8(destination[written..]);
        }

        return FieldError.None;
    }

    /// <summary>Says whether every escape of a string stands for a character.</summary>
    /// <param name="text">The inside of a string, as scanned.</param>
    /// <returns><see cref="FieldError.BadEscape"/> for an unknown escape and for a surrogate without its partner.</returns>
    public static FieldError CheckEscapes(ReadOnlySpan<byte> text)
    {
        int run;
        while ((run = text.IndexOf((byte)'\\')) >= 0)
        {
            text = text[run..];
            int read = ReadEscape(text, out _);
            if (read == 0)
                return FieldError.BadEscape;
            text = text[read..];
        }

        return FieldError.None;
    }

    /// <summary>Writes the inside of a JSON string: quote, backslash and control characters escaped, all else as it is.</summary>
    /// <param name="start">The buffer, with room for <see cref="MaxEscapedLength"/> bytes a byte and <see cref="NumberWriter.Slack"/> behind.</param>
    /// <param name="offset">Where to write; the quotes are the caller's.</param>
    /// <param name="text">Valid UTF-8.</param>
    /// <returns>The offset behind what was written.</returns>
    public static int WriteEscaped(ref byte start, int offset, ReadOnlySpan<byte> text)
    {
        ref byte source = ref MemoryMarshal.GetReference(text);
        int at = 0;
        while (text.Length - at >= 16)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref source, (nuint)(uint)at);
            bytes.StoreUnsafe(ref start, (nuint)(uint)offset);
            uint special = (Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.Equals(Vector128.Min(bytes, Vector128.Create((byte)0x1F)), bytes)).ExtractMostSignificantBits();
            if (special == 0)
            {
                offset += 16;
                at += 16;
                continue;
            }

            int plain = BitOperations.TrailingZeroCount(special);
            offset = WriteEscape(ref start, offset + plain, Unsafe.Add(ref source, at + plain));
            at += plain + 1;
        }

        for (; at < text.Length; at++)
        {
            byte character = Unsafe.Add(ref source, at);
            if (character < 0x20 || character == '"' || character == '\\')
                offset = WriteEscape(ref start, offset, character);
            else
                Unsafe.Add(ref start, offset++) = character;
        }

        return offset;
    }

    /// <summary>Copies at most <paramref name="length"/> bytes, and those before a backslash only; more may be written behind them.</summary>
    private static int CopyPlain(ReadOnlySpan<byte> text, int length, Span<byte> destination)
    {
        if (text.Length < Vector256<byte>.Count || destination.Length < Vector256<byte>.Count)
        {
            int run = text[..length].IndexOf((byte)'\\');
            run = run < 0 ? length : run;
            text[..run].CopyTo(destination);
            return run;
        }

        Vector256<byte> bytes = Vector256.Create(text);
        bytes.CopyTo(destination);
        uint backslashes = Vector256.Equals(bytes, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
        return Math.Min(length, BitOperations.TrailingZeroCount(backslashes));
    }

    private static int WriteEscape(ref byte start, int offset, byte character)
    {
        ref byte at = ref Unsafe.Add(ref start, offset);
        at = (byte)'\\';
        byte letter = character switch
        {
            (byte)'\b' => (byte)'b',
            (byte)'\t' => (byte)'t',
            (byte)'\n' => (byte)'n',
            (byte)'\f' => (byte)'f',
            (byte)'\r' => (byte)'r',
            < 0x20 => (byte)'u',
            _ => character,
        };
        Unsafe.Add(ref at, 1) = letter;
        if (letter != 'u')
            return offset + 2;

        Unsafe.Add(ref at, 2) = (byte)'0';
        Unsafe.Add(ref at, 3) = (byte)'0';
        Unsafe.Add(ref at, 4) = (byte)('0' + (character >> 4));
        Unsafe.Add(ref at, 5) = "0123456789ABCDEF"u8[character & 15];
        return offset + 6;
    }

    /// <summary>The length of the escape at the start of <paramref name="text"/>, and what it stands for; 0 if it is none.</summary>
    private static int ReadEscape(ReadOnlySpan<byte> text, out uint scalar)
    {
        scalar = 0;
        if (text.Length < 2)
            return 0;

        scalar = text[1] switch
        {
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => uint.MaxValue,
        };
        if (scalar != uint.MaxValue)
            return 2;
        if (!TryReadUnit(text, out scalar))
            return 0;
        if (scalar is < 0xD800 or > 0xDFFF)
            return 6;
        if (scalar > 0xDBFF || !TryReadUnit(text[6..], out uint low) || low is < 0xDC00 or > 0xDFFF)
            return 0;

        scalar = 0x1_0000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
        return 12;
    }

    /// <summary>Reads one UTF-16 unit, a backslash, u and four hexadecimal digits.</summary>
    private static bool TryReadUnit(ReadOnlySpan<byte> text, out uint unit)
    {
        unit = 0;
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u')
            return false;
        for (int i = 2; i < 6; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit > 9)
            {
                digit = (uint)(text[i] | 0x20) - 'a';
                if (digit > 5)
                    return false;
                digit += 10;
            }

            unit = (unit << 4) | digit;
        }

        return true;
    }

    private static int WriteAscii(Span<byte> destination, int at, uint scalar)
    {
        destination[at] = (byte)scalar;
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TextTraits Traits(uint escapes, uint nonAscii, uint controls) =>
        (escapes != 0 ? TextTraits.HasEscapes : 0) | (nonAscii != 0 ? TextTraits.HasNonAscii : 0) | (controls != 0 ? TextTraits.HasControls : 0);
}
