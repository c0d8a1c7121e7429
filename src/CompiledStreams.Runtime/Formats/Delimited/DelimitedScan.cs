using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace CompiledStreams.Runtime;

/// <summary>The steps of a decoder through a row in which nothing is quoted. Each returns a position, or -1 where the row must be read the careful way:
/// a quote, bytes that aren't UTF-8, or no end in the bytes in hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DelimitedScan
{
    /// <summary>Bytes that must be readable from a position on.</summary>
    public const int Slack = ByteMask.Width;

    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte Return = (byte)'\r';

    /// <summary>Where a field ends: at its delimiter, or at its line end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FieldEnd(ref byte start, int position, int end, byte delimiter)
    {
        uint hits = ByteMask.Of(ref start, position, end, delimiter, LineFeed, Quote);
        return hits != 0 ? FieldEnd(ref start, position, position + BitOperations.TrailingZeroCount(hits)) : LongFieldEnd(ref start, position, end, delimiter);
    }

    /// <summary>Where a field begins that lies a number of columns after a position.</summary>
    /// <param name="start">The array.</param>
    /// <param name="position">Where the row begins, or where a field ends.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    /// <param name="delimiter">The byte between two columns.</param>
    /// <param name="columns">How many columns on the field is.</param>
    /// <param name="isFieldEnd">Whether a field ends at the position: its delimiter must stand there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Pass(ref byte start, int position, int end, byte delimiter, int columns, bool isFieldEnd)
    {
        if (isFieldEnd)
        {
            if (Unsafe.Add(ref start, position) != delimiter)
                return -1;

            position++;
            columns--;
        }

        return columns == 0 ? position : SkipSomeFields(ref start, position, end, delimiter, columns);
    }

    /// <summary>Where the next line begins after columns that nobody reads.</summary>
    /// <inheritdoc cref="Pass"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int PassLine(ref byte start, int position, int end, byte delimiter, bool isFieldEnd) =>
        isFieldEnd && Unsafe.Add(ref start, position) != delimiter ? -1 : SkipLine(ref start, position, end);

    /// <summary>Where the next line begins, if a field ends at a position with its line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LineEnd(ref byte start, int position, int end)
    {
        byte one = Unsafe.Add(ref start, position);
        if (one == LineFeed)
            return position + 1;

        return one == Return && position + 1 < end && Unsafe.Add(ref start, position + 1) == LineFeed ? position + 2 : -1;
    }

    /// <summary>Whether a field ends where it begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEnd(ref byte start, int position, byte delimiter) 
    {
        byte one = Unsafe.Add(ref start, position);
        return one == delimiter || one == LineFeed || one == Return;
    }

    private static int SkipLine(ref byte start, int position, int end)
    {
        for (; position < end; position += ByteMask.Width)
        {
            uint hits = ByteMask.Of(ref start, position, end, LineFeed, Quote, LineFeed);
            if (hits == 0)
                continue;

            int at = position + BitOperations.TrailingZeroCount(hits);
            return Unsafe.Add(ref start, at) == LineFeed ? at + 1 : -1;
        }

        return -1;
    }

    /// <summary>Whether bytes are UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUtf8(ref byte start, int position, int end) =>
        end - position <= 16 && IsShortAscii(ref start, position, end) || Utf8.IsValid(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), end - position));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShortAscii(ref byte start, int position, int end)
    {
        byte seen = 0;
        for (; position < end; position++)
            seen |= Unsafe.Add(ref start, position);

        return seen < 0x80;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FieldEnd(ref byte start, int position, int at)
    {
        byte hit = Unsafe.Add(ref start, at);
        if (hit == Quote)
            return -1;

        return hit == LineFeed && at > position && Unsafe.Add(ref start, at - 1) == Return ? at - 1 : at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LongFieldEnd(ref byte start, int position, int end, byte delimiter)
    {
        for (int block = position + ByteMask.Width; block < end; block += ByteMask.Width)
        {
            uint hits = ByteMask.Of(ref start, block, end, delimiter, LineFeed, Quote);
            if (hits != 0)
                return FieldEnd(ref start, position, block + BitOperations.TrailingZeroCount(hits));
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SkipSomeFields(ref byte start, int position, int end, byte delimiter, int fields)
    {
        for (; position < end; position += ByteMask.Width)
        {
            for (uint hits = ByteMask.Of(ref start, position, end, delimiter, LineFeed, Quote); hits != 0; hits &= hits - 1)
            {
                int at = position + BitOperations.TrailingZeroCount(hits);
                if (Unsafe.Add(ref start, at) != delimiter)
                    return -1;

                if (--fields == 0)
                    return at + 1;
            }
        }

        return -1;
    }
}
