using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

public static partial class NumberReader
{
    /// <summary>Reads a double, probably as long as <paramref name="expected"/> says; the nearest double, ties to even.</summary>
    /// <remarks>At most 16 characters without an exponent are converted in one vector, exactly: integer over power of ten.</remarks>
    /// <inheritdoc cref="ReadInteger{T}(ref byte, int, int, ref int, out T, NumberGrammar)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadDouble(
        ref byte start, int position, int end, ref int expected, out double value, NumberGrammar grammar = NumberGrammar.Json)
    {
        ref byte at = ref Unsafe.Add(ref start, position);
        int length = (byte)expected;
        int sign = at == (byte)'-' ? 1 : 0;
        if (TryReadPlain(ref Unsafe.Add(ref at, sign), length - sign, out ulong mantissa, out int fractionDigits)
            && mantissa <= 1UL << 53)
        {
            value = Quotient(mantissa, fractionDigits, sign);
            return position + length;
        }

        int next = ReadUnexpected(ref start, position, end, out double other, grammar);
        value = other;
        expected = Learn(expected, next - position);
        return next;
    }

    /// <summary>Reads a double of any length; the nearest double, ties to even.</summary>
    /// <remarks>Tens of ns up to 19 digits; the framework's parser beyond, near ties and for subnormal numbers.</remarks>
    /// <inheritdoc cref="ReadInteger{T}(ref byte, int, int, ref int, out T, NumberGrammar)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ReadDouble(ref byte start, int position, int end, out double value, NumberGrammar grammar = NumberGrammar.Json)
    {
        NumberToken token = NumberToken.Scan(ref start, position, end, grammar);
        value = 0;
        if (token.End < 0)
            return token.End;

        if (token.IsWhole && token.Mantissa <= 1UL << 53 && Math.Abs(token.Power) <= 22)
        {
            double mantissa = token.Mantissa;
            value = token.Power < 0 ? mantissa / PowersOfTen.Exact[-token.Power] : mantissa * PowersOfTen.Exact[token.Power];
        }
        else if (token.IsWhole && NearestBinary.TryFind(token.Mantissa, token.Power, 53, out ulong significand, out int exponent)
            && exponent is >= -1074 and <= 971)
        {
            value = BitConverter.UInt64BitsToDouble((significand & ((1UL << 52) - 1)) | ((ulong)(exponent + 1_075) << 52));
        }
        else
        {
            value = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
            return double.IsFinite(value) ? token.End : -(int)FieldError.NotFinite;
        }

        if (token.IsNegative)
            value = -value;
        return token.End;
    }

    /// <summary>Reads a float, probably as long as <paramref name="expected"/> says; the nearest float, ties to even.</summary>
    /// <inheritdoc cref="ReadInteger{T}(ref byte, int, int, ref int, out T, NumberGrammar)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadSingle(
        ref byte start, int position, int end, ref int expected, out float value, NumberGrammar grammar = NumberGrammar.Json)
    {
        ref byte at = ref Unsafe.Add(ref start, position);
        int length = (byte)expected;
        int sign = at == (byte)'-' ? 1 : 0;
        if (TryReadPlain(ref Unsafe.Add(ref at, sign), length - sign, out ulong mantissa, out int fractionDigits)
            && mantissa <= 1UL << 24 && fractionDigits <= 10)
        {
            float magnitude = (int)mantissa / (float)Unsafe.Add(ref MemoryMarshal.GetReference(PowersOfTen.Exact), fractionDigits);
            value = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(magnitude) | ((uint)sign << 31));
            return position + length;
        }

        int next = ReadSingle(ref start, position, end, out float exact, grammar);
        value = exact;
        expected = Learn(expected, next - position);
        return next;
    }

    /// <summary>Reads a float of any length; the nearest float, ties to even.</summary>
    /// <inheritdoc cref="ReadInteger{T}(ref byte, int, int, ref int, out T, NumberGrammar)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ReadSingle(ref byte start, int position, int end, out float value, NumberGrammar grammar = NumberGrammar.Json)
    {
        NumberToken token = NumberToken.Scan(ref start, position, end, grammar);
        value = 0;
        if (token.End < 0)
            return token.End;

        if (token.IsWhole && NearestBinary.TryFind(token.Mantissa, token.Power, 24, out ulong significand, out int exponent)
            && exponent is >= -149 and <= 104)
        {
            value = BitConverter.UInt32BitsToSingle(((uint)significand & ((1u << 23) - 1)) | ((uint)(exponent + 150) << 23));
            value = token.IsNegative ? -value : value;
            return token.End;
        }

        value = float.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return float.IsFinite(value) ? token.End : -(int)FieldError.NotFinite;
    }

    /// <summary>Reads a decimal, its trailing zeros kept; digits beyond the 28 or 29 that a decimal holds are rounded away.</summary>
    /// <inheritdoc cref="ReadInteger{T}(ref byte, int, int, ref int, out T, NumberGrammar)"/>
    public static int ReadDecimal(ref byte start, int position, int end, out decimal value, NumberGrammar grammar = NumberGrammar.Json)
    {
        NumberToken token = NumberToken.Scan(ref start, position, end, grammar);
        value = 0;
        if (token.End < 0)
            return token.End;

        if (token.IsWhole && token.Power is <= 0 and >= -28)
        {
            value = new decimal((int)token.Mantissa, (int)(token.Mantissa >> 32), 0, token.IsNegative, (byte)-token.Power);
            return token.End;
        }

        return decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            ? token.End
            : -(int)FieldError.OutOfRange;
    }

    /// <summary>Reads a double whose length wasn't the expected one: by the length that it has, else the exact way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadUnexpected(ref byte start, int position, int end, out double value, NumberGrammar grammar)
    {
        ref byte at = ref Unsafe.Add(ref start, position);
        int sign = at == (byte)'-' ? 1 : 0;
        ref byte digits = ref Unsafe.Add(ref at, sign);
        if (Sse41.IsSupported)
        {
            int others = NotDigitMask(Vector128.LoadUnsafe(ref digits) - Vector128.Create((byte)'0')) | 0x1_0000;
            int length = BitOperations.TrailingZeroCount(others);
            if (Unsafe.Add(ref digits, length) == '.')
                length = BitOperations.TrailingZeroCount((others & (others - 1)) | 0x1_0000);
            if (length < 16 && position + sign + length < end && TryReadPlain(ref digits, length, out ulong mantissa, out int fractionDigits)
                && mantissa <= 1UL << 53)
            {
                value = Quotient(mantissa, fractionDigits, sign);
                return position + sign + length;
            }
        }

        return ReadDouble(ref start, position, end, out value, grammar);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Quotient(ulong mantissa, int fractionDigits, int sign)
    {
        double magnitude = (long)mantissa / Unsafe.Add(ref MemoryMarshal.GetReference(PowersOfTen.Exact), fractionDigits);
        return BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(magnitude) | ((ulong)(uint)sign << 63));
    }

    /// <summary>Reads exactly <paramref name="expected"/> characters, 1 to 16, that are digits and at most one point between digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadPlain(ref byte at, int expected, out ulong mantissa, out int fractionDigits)
    {
        if (!Sse41.IsSupported || (uint)(expected - 1) > 15)
        {
            mantissa = 0;
            fractionDigits = 0;
            return false;
        }

        // The first byte that is no digit is the point, or there is none; the second ends the number.
        Vector128<byte> digits = Vector128.LoadUnsafe(ref at) - Vector128.Create((byte)'0');
        int others = NotDigitMask(digits) | 0x1_0000;
        int point = BitOperations.TrailingZeroCount(others);
        bool hasPoint = point < expected;
        int last = hasPoint ? others & (others - 1) : others;
        byte behind = Unsafe.Add(ref at, expected);
        int length = BitOperations.TrailingZeroCount(last | 0x1_0000);

        // What is before the point moves right by one more than what is behind it.
        int gap = hasPoint ? point : -32;
        Vector128<sbyte> order = RightAlignment(expected).AsSByte();
        order += Sse2.CompareGreaterThan(Vector128.Create((sbyte)(gap + 1)), order);
        mantissa = Digits.Join16(Ssse3.Shuffle(digits, order.AsByte()));
        fractionDigits = hasPoint ? expected - point - 1 : 0;

        bool isPoint = !hasPoint || Unsafe.Add(ref at, point) == '.';
        bool hasDigits = point != 0 && point != expected - 1;
        bool isStrict = at != (byte)'0' || point <= 1;
        bool isEnd = (uint)(behind - '0') > 9 && behind != '.' && (behind | 0x20) != 'e';
        return length == expected & isPoint & hasDigits & isStrict & isEnd;
    }
}
