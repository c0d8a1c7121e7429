using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace CompiledStreams.Runtime;

/// <summary>Passes over one JSON value of any kind, within one record.</summary>
/// <remarks>Iterative: the open brackets are a stack of bits, so nesting is at most <see cref="MaxDepth"/> deep and costs no call.
/// Both methods return the position behind the value, or minus a <see cref="FieldError"/>, and read nothing at or behind
/// <c>end</c>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonValue
{
    /// <summary>The deepest nesting of arrays and objects.</summary>
    public const int MaxDepth = 64;

    /// <summary>Skips a value: strings are closed and brackets balanced, the rest isn't looked at.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">The first character of the value, no blank.</param>
    /// <param name="end">Behind the last byte of the record.</param>
    public static int Skip(ref byte start, int position, int end)
    {
        if (position >= end)
            return -(int)FieldError.NotJson;

        byte first = Unsafe.Add(ref start, position);
        if (first == '"')
        {
            int close = JsonText.FindStringEnd(ref start, position + 1, end, out _);
            return close < 0 ? close : close + 1;
        }

        return (first | 0x20) == '{' ? SkipNested(ref start, position, end) : SkipWord(ref start, position, end);
    }

    /// <summary>Passes over a value that is JSON to the last byte (RFC 8259): grammar, escapes, and UTF-8 in strings.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">The first character of the value, or blanks before it.</param>
    /// <param name="end">Behind the last byte of the record.</param>
    public static int Check(ref byte start, int position, int end)
    {
        ulong objects = 0;
        int depth = 0;
        while (true)
        {
            position = SkipBlanks(ref start, position, end);
            byte first = position < end ? Unsafe.Add(ref start, position) : (byte)0;
            if ((first | 0x20) == '{')
            {
                if (depth++ == MaxDepth)
                    return -(int)FieldError.TooDeep;

                bool isObject = first == '{';
                objects = (objects << 1) | (isObject ? 1UL : 0UL);
                position = SkipBlanks(ref start, position + 1, end);
                if (position < end && Unsafe.Add(ref start, position) != first + 2)
                {
                    if (isObject && (position = CheckName(ref start, position, end)) < 0)
                        return position;
                    continue;
                }
            }
            else if ((position = CheckScalar(ref start, position, end)) < 0)
            {
                return position;
            }

            // Behind a value: close what ends here, up to a comma.
            while (true)
            {
                if (depth == 0)
                    return position;

                bool isObject = (objects & 1) != 0;
                position = SkipBlanks(ref start, position, end);
                byte next = position < end ? Unsafe.Add(ref start, position) : (byte)0;
                position++;
                if (next == ',')
                {
                    if (isObject && (position = CheckName(ref start, position, end)) < 0)
                        return position;
                    break;
                }

                if (next != (isObject ? '}' : ']'))
                    return -(int)FieldError.NotJson;
                objects >>= 1;
                depth--;
            }
        }
    }

    /// <summary>The position of the first byte that is no JSON blank.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipBlanks(ref byte start, int position, int end)
    {
        while (position < end && Unsafe.Add(ref start, position) is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            position++;
        return position;
    }

    private static int SkipNested(ref byte start, int position, int end)
    {
        ulong braces = 0;
        int depth = 0;
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
            uint opens = chunk.Opens & ~strings;
            uint brackets = opens | (chunk.Closes & ~strings);
            uint areBraces = chunk.Braces;
            for (; brackets != 0; brackets &= brackets - 1)
            {
                int at = BitOperations.TrailingZeroCount(brackets);
                uint isBrace = (areBraces >> at) & 1;
                if ((opens >> at & 1) != 0)
                {
                    if (depth++ == MaxDepth)
                        return -(int)FieldError.TooDeep;
                    braces = (braces << 1) | isBrace;
                    continue;
                }

                if ((uint)(braces & 1) != isBrace)
                    return -(int)FieldError.NotJson;
                braces >>= 1;
                if (--depth == 0)
                    return position + at + 1;
            }
        }

        return -(int)(inString != 0 ? FieldError.Unterminated : FieldError.NotJson);
    }

    /// <summary>A number, true, false or null, as far as its characters go.</summary>
    private static int SkipWord(ref byte start, int position, int end)
    {
        int at = position;
        while (end - at >= Vector128<byte>.Count)
        {
            uint others = ~WordCharacters(Vector128.LoadUnsafe(ref start, (uint)at)) & 0xFFFF;
            if (others != 0)
            {
                at += BitOperations.TrailingZeroCount(others);
                return at == position ? -(int)FieldError.NotJson : at;
            }

            at += Vector128<byte>.Count;
        }

        while (at < end && IsWordCharacter(Unsafe.Add(ref start, at)))
            at++;
        return at == position ? -(int)FieldError.NotJson : at;
    }

    /// <summary>A bit for each letter and digit, minus, plus and point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint WordCharacters(Vector128<byte> bytes)
    {
        Vector128<byte> fromA = (bytes | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
        Vector128<byte> fromPlus = bytes - Vector128.Create((byte)'+');
        Vector128<byte> isLetter = Vector128.Equals(Vector128.Min(fromA, Vector128.Create((byte)25)), fromA);
        Vector128<byte> isNumeric = Vector128.Equals(Vector128.Min(fromPlus, Vector128.Create((byte)('9' - '+'))), fromPlus);
        Vector128<byte> isMark = Vector128.Equals(bytes, Vector128.Create((byte)',')) | Vector128.Equals(bytes, Vector128.Create((byte)'/'));
        return (isLetter | Vector128.AndNot(isNumeric, isMark)).ExtractMostSignificantBits();
    }

    private static bool IsWordCharacter(byte character) =>
        (uint)(character - '0') <= 9 || (uint)((character | 0x20) - 'a') <= 25 || character is (byte)'-' or (byte)'+' or (byte)'.';

    private static int CheckScalar(ref byte start, int position, int end)
    {
        if (position >= end)
            return -(int)FieldError.NotJson;

        byte first = Unsafe.Add(ref start, position);
        if (first == '"')
            return CheckString(ref start, position + 1, end);

        ReadOnlySpan<byte> word = first switch
        {
            (byte)'t' => "true"u8,
            (byte)'f' => "false"u8,
            (byte)'n' => "null"u8,
            _ => [],
        };
        if (word.IsEmpty)
        {
            int next = NumberToken.Scan(ref start, position, end, NumberGrammar.Json).End;
            return next > 0 ? next : -(int)FieldError.NotJson;
        }

        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), end - position).StartsWith(word)
            ? position + word.Length
            : -(int)FieldError.NotJson;
    }

    /// <summary>The name of a member and its colon.</summary>
    private static int CheckName(ref byte start, int position, int end)
    {
        position = SkipBlanks(ref start, position, end);
        if (position >= end || Unsafe.Add(ref start, position) != '"')
            return -(int)FieldError.NotJson;
        position = CheckString(ref start, position + 1, end);
        if (position < 0)
            return position;
        position = SkipBlanks(ref start, position, end);
        return position < end && Unsafe.Add(ref start, position) == ':' ? position + 1 : -(int)FieldError.NotJson;
    }

    private static int CheckString(ref byte start, int position, int end)
    {
        int close = JsonText.FindStringEnd(ref start, position, end, out TextTraits traits);
        if (close < 0)
            return close;
        if (traits == TextTraits.None)
            return close + 1;

        ReadOnlySpan<byte> text = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), close - position);
        if ((traits & TextTraits.HasControls) != 0)
            return -(int)FieldError.ControlCharacter;
        if ((traits & TextTraits.HasNonAscii) != 0 && !Utf8.IsValid(text))
            return -(int)FieldError.NotUtf8;
        if ((traits & TextTraits.HasEscapes) != 0 && JsonText.CheckEscapes(text) != FieldError.None)
            return -(int)FieldError.BadEscape;
        return close + 1;
    }
}
