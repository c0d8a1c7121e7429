using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Reads the number that starts at a position, and says where it ends.</summary>
/// <remarks>
/// Each method returns the position behind the number, or minus a <see cref="FieldError"/>. What follows the number is the caller's to
/// check. The methods with an <c>expected</c> length are inlined and need <see cref="Slack"/> readable bytes at the position. They
/// compare the length with the one that the caller saw last and return <c>position + expected</c>: the next field's place then hangs on
/// a predicted branch and not on the bytes just read, which is worth more than any other trick here. On another length they call the
/// exact method, which reads nothing at or behind <c>end</c>, and learn a length that comes twice. Keep <c>expected</c> in a local, a field's
/// own, that starts with 1; its bits are the reader's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class NumberReader
{
    /// <summary>The bytes from a position on that the methods with an expected length may read.</summary>
    public const int Slack = 32;

    /// <summary>Reads an integer of any width, probably as long as <paramref name="expected"/> says.</summary>
    /// <typeparam name="T">A primitive integer.</typeparam>
    /// <param name="start">The buffer.</param>
    /// <param name="position">Where the number starts; <see cref="Slack"/> bytes from here on are readable.</param>
    /// <param name="end">Behind the last byte that may belong to the number.</param>
    /// <param name="expected">What the reader knows of this field's length, sign included; changed when it is wrong.</param>
    /// <param name="value">The number, or zero.</param>
    /// <param name="grammar">Which spellings are accepted.</param>
    /// <returns>The position behind the number, or minus a <see cref="FieldError"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadInteger<T>(
        ref byte start, int position, int end, ref int expected, out T value, NumberGrammar grammar = NumberGrammar.Json)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        ref byte at = ref Unsafe.Add(ref start, position);
        int length = (byte)expected;
        int sign = IsSigned<T>() && at == (byte)'-' ? 1 : 0;
        if (TryReadDigits(ref Unsafe.Add(ref at, sign), length - sign, out ulong magnitude)
            && (SafeDigits<T>() >= 15 || magnitude <= Limit<T>(sign)))
        {
            value = Signed<T>(magnitude, sign);
            return position + length;
        }

        int next = ReadUnexpected(ref start, position, end, out T other, grammar);
        value = other;
        expected = Learn(expected, next - position);
        return next;
    }

    /// <summary>Reads an integer of any width and length.</summary>
    /// <inheritdoc cref="ReadInteger{T}(ref byte, int, int, ref int, out T, NumberGrammar)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ReadInteger<T>(ref byte start, int position, int end, out T value, NumberGrammar grammar = NumberGrammar.Json)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        value = T.Zero;
        if (position >= end)
            return -(int)FieldError.Empty;

        int at = position;
        int sign = 0;
        byte first = Unsafe.Add(ref start, at);
        if (first == '-')
        {
            sign = 1;
            at++;
        }
        else if (first == '+' && grammar == NumberGrammar.Delimited)
        {
            at++;
        }

        int digits = at;
        ulong magnitude = 0;
        bool overflow = false;
        uint digit;
        for (; at < end && (digit = (uint)Unsafe.Add(ref start, at) - '0') <= 9; at++)
        {
            overflow |= magnitude > (ulong.MaxValue - digit) / 10;
            magnitude = (magnitude * 10) + digit;
        }

        if (at == digits || (grammar == NumberGrammar.Json && at > digits + 1 && Unsafe.Add(ref start, digits) == '0'))
            return -(int)FieldError.NotANumber;
        if (at < end && Unsafe.Add(ref start, at) is (byte)'.' or (byte)'e' or (byte)'E')
            return -(int)FieldError.NotAnInteger;
        if (overflow || magnitude > Limit<T>(sign))
            return -(int)FieldError.OutOfRange;

        value = Signed<T>(magnitude, sign);
        return at;
    }

    /// <summary>The length to expect after a miss: another one once it is seen twice in a row, so that an outlier costs one miss, not two.</summary>
    /// <remarks>The expected length is the lowest byte, the last one that missed the next.</remarks>
    private static int Learn(int expected, int length) =>
        (uint)length > 0xFF ? expected : expected >> 8 == length ? length | (length << 8) : (byte)expected | (length << 8);

    /// <summary>Reads an integer whose length wasn't the expected one: by the length that it has, else the exact way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadUnexpected<T>(ref byte start, int position, int end, out T value, NumberGrammar grammar)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        ref byte at = ref Unsafe.Add(ref start, position);
        int sign = IsSigned<T>() && at == (byte)'-' ? 1 : 0;
        ref byte digits = ref Unsafe.Add(ref at, sign);
        if (Sse41.IsSupported)
        {
            int length = BitOperations.TrailingZeroCount(NotDigitMask(Vector128.LoadUnsafe(ref digits) - Vector128.Create((byte)'0')) | 0x1_0000);
            int next = position + sign + length;
            if (length <= SafeDigits<T>() && next < end && TryReadDigits(ref digits, length, out ulong magnitude)
                && magnitude <= Limit<T>(sign) && Unsafe.Add(ref start, next) is not ((byte)'.' or (byte)'e' or (byte)'E'))
            {
                value = Signed<T>(magnitude, sign);
                return next;
            }
        }

        return ReadInteger(ref start, position, end, out value, grammar);
    }

    /// <summary>True if exactly <paramref name="expected"/> digits start at <paramref name="at"/>, 1 to 18, without a leading zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadDigits(ref byte at, int expected, out ulong magnitude)
    {
        if (BitConverter.IsLittleEndian && (uint)(expected - 1) < 7)
        {
            ulong characters = Unsafe.ReadUnaligned<ulong>(ref at);
            int count = BitOperations.TrailingZeroCount(Digits.NotDigits(characters)) >> 3;
            magnitude = Digits.Join8(characters << (64 - (expected << 3)));
            return count == expected && (at != (byte)'0' || expected == 1);
        }

        if (Sse41.IsSupported && (uint)(expected - 8) < 8)
        {
            Vector128<byte> digits = Vector128.LoadUnsafe(ref at) - Vector128.Create((byte)'0');
            int count = BitOperations.TrailingZeroCount(NotDigitMask(digits) | 0x1_0000);
            magnitude = Digits.Join16(Ssse3.Shuffle(digits, RightAlignment(expected)));
            return count == expected && at != (byte)'0';
        }

        return TryReadLongDigits(ref at, expected, out magnitude);
    }

    /// <summary>16 to 18 digits: sixteen and the rest.</summary>
    private static bool TryReadLongDigits(ref byte at, int expected, out ulong magnitude)
    {
        magnitude = 0;
        if (!Sse41.IsSupported || (uint)(expected - 16) > 2)
            return false;

        Vector128<byte> digits = Vector128.LoadUnsafe(ref at) - Vector128.Create((byte)'0');
        if (NotDigitMask(digits) != 0 || at == (byte)'0')
            return false;

        ulong characters = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref at, 16));
        int rest = expected - 16;
        if (BitOperations.TrailingZeroCount(Digits.NotDigits(characters)) >> 3 != rest)
            return false;

        // Shifting twice, since a shift by 64 would be a shift by none.
        magnitude = (Digits.Join16(digits) * PowersOfTen.Integral[rest]) + Digits.Join8(characters << 8 << (56 - (rest << 3)));
        return true;
    }

    /// <summary>A bit for each byte over 9. Adding with saturation keeps the test in byte masks where AVX-512 would move it to mask registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NotDigitMask(Vector128<byte> digits) =>
        Sse2.MoveMask(Sse2.AddSaturate(digits, Vector128.Create((byte)(0x7F - 9))));

    /// <summary>The shuffle that moves the first <paramref name="length"/> bytes to the end, zeros before them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> RightAlignment(int length) =>
        Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Alignments), (nuint)(uint)length);

    /// <summary>-16 to 15: sixteen bytes from row n on are n - 16 and what follows; a negative index gives zero.</summary>
    private static ReadOnlySpan<byte> Alignments =>
    [
        0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF,
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSigned<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => T.MinValue != T.Zero;

    /// <summary>How many digits always fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SafeDigits<T>() => Unsafe.SizeOf<T>() switch { 1 => 2, 2 => 4, 4 => 9, _ => 18 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Limit<T>(int sign)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        IsSigned<T>() ? ulong.CreateTruncating(T.MaxValue) + (uint)sign : (sign == 0 ? ulong.CreateTruncating(T.MaxValue) : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Signed<T>(ulong magnitude, int sign)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        T.CreateTruncating(((long)magnitude ^ -(long)sign) + sign);
}
