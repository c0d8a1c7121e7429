using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Reads numbers of at most eight characters whose lengths nobody can guess, in a record whose end was found first.</summary>
/// <remarks>
/// Where a record starts then hangs on the newline before it and not on its fields, so that the processor works on several records at
/// once and nothing waits for a length or a wrong guess of one. What is longer, signed, or written otherwise is refused: the record is
/// then read by <see cref="NumberReader"/>, which also finds what is wrong with it. JSON's grammar; little-endian machines only.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ShortNumbers
{
    /// <summary>The readable bytes that the methods need from a position on.</summary>
    public const int Slack = 32;

    /// <summary>Finds the newline at or behind a position; -1 if there is none before <paramref name="end"/>.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">The first place to look: a record's start plus the least length that it can have.</param>
    /// <param name="end">Behind the last byte.</param>
    /// <remarks>One vector when the newline is within 32 bytes, so skip what the literals are long.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FindNewline(ref byte start, int position, int end)
    {
        if (Avx2.IsSupported && end - position >= 32)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref start, (nuint)(uint)position);
            int found = Avx2.MoveMask(Avx2.CompareEqual(bytes, Vector256.Create((byte)'\n')));
            if (found != 0)
                return position + BitOperations.TrailingZeroCount(found);
        }

        return FindFar(ref start, position, end);
    }

    /// <summary>Reads 1 to 8 digits without a leading zero; false if there are none or it may be another number.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">Where the number starts; eight bytes from here on are readable.</param>
    /// <param name="next">Behind the digits. Of nine digits this is the last one's place, where no literal fits.</param>
    /// <param name="value">The number, below 10^8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref byte start, int position, out int next, out int value)
    {
        ulong digits = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, position)) ^ Digits.Zeros;
        int bits = BitOperations.TrailingZeroCount(Others(digits)) & 0x78;
        next = position + (bits >> 3);
        value = (int)Digits.Join8(digits << (64 - bits));

        // No digit makes 64 bits here, and a leading zero is allowed alone.
        return BitConverter.IsLittleEndian && bits != 0 && ((byte)digits != 0 || bits == 8);
    }

    /// <summary>Reads digits with at most one point between them, 1 to 8 characters from one position to another.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">Where the number starts.</param>
    /// <param name="close">Where it ends; the eight bytes before are readable.</param>
    /// <param name="value">The nearest double, which is an integer over a power of ten.</param>
    /// <returns>False if it is longer, signed, or no such number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadBefore(ref byte start, int position, int close, out double value)
    {
        value = 0;
        int length = close - position;
        if (!BitConverter.IsLittleEndian || (uint)(length - 1) > 7 || close < 8)
            return false;

        // The last character is highest; what is before the number is shifted out.
        int before = 64 - (length << 3);
        ulong digits = (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, close - 8)) ^ Digits.Zeros) >> before << before;
        ulong others = Others(digits);
        int first = (int)(digits >> before) & 0xFFFF;
        if (others == 0)
        {
            value = Digits.Join8(digits);
            return (byte)first != 0 || length == 1;
        }

        // One point, digits on both sides: what is before it moves up by one.
        int point = BitOperations.TrailingZeroCount(others) & 0x38;
        ulong below = (1UL << point) - 1;
        value = (int)Digits.Join8(((digits & below) << 8) | (digits & ~(below | (0xFFUL << point))))
            / Unsafe.Add(ref MemoryMarshal.GetReference(PowersOfTen.Exact), 7 - (point >> 3));
        return (others & (others - 1)) == 0
            && (byte)(digits >> point) == Point
            && point > before && point != 56
            && ((byte)first != 0 || first >> 8 == Point);
    }

    /// <summary>The character of a point as a digit.</summary>
    private const byte Point = '.' ^ '0';

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindFar(ref byte start, int position, int end)
    {
        if (position >= end)
            return -1;

        int found = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), end - position).IndexOf((byte)'\n');
        return found < 0 ? -1 : position + found;
    }

    /// <summary>A bit of 0x80 in each byte over 9; a carry may add some above the lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Others(ulong digits) => ((digits + 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
}
