using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>A number as text: where it ends and, when it has at most 19 significant digits, mantissa * 10^power.</summary>
internal readonly ref struct NumberToken
{
    private NumberToken(ref byte start, int position, int end, bool isNegative, ulong mantissa, int power, bool isWhole)
    {
        Text = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), end - position);
        End = end;
        IsNegative = isNegative;
        Mantissa = mantissa;
        Power = power;
        IsWhole = isWhole;
    }

    private NumberToken(FieldError error) => End = -(int)error;

    /// <summary>The position behind the number, or minus a <see cref="FieldError"/>.</summary>
    internal int End { get; }

    internal bool IsNegative { get; }

    internal ulong Mantissa { get; }

    internal int Power { get; }

    /// <summary>False when there are digits that <see cref="Mantissa"/> doesn't hold.</summary>
    internal bool IsWhole { get; }

    internal ReadOnlySpan<byte> Text { get; }

    internal static NumberToken Scan(ref byte start, int position, int end, NumberGrammar grammar)
    {
        if (position >= end)
            return new(FieldError.Empty);

        bool tolerant = grammar == NumberGrammar.Delimited;
        int at = position;
        byte first = Unsafe.Add(ref start, at);
        bool isNegative = first == '-';
        if (isNegative || (tolerant && first == '+'))
            at++;

        int whole = at;
        ulong mantissa = 0;
        int dropped = 0;
        at = ScanDigits(ref start, at, end, ref mantissa, ref dropped);
        int wholeDigits = at - whole;
        if (wholeDigits > 1 && !tolerant && Unsafe.Add(ref start, whole) == '0')
            return new(FieldError.NotANumber);
        if (wholeDigits == 0 && (!tolerant || !IsPoint(ref start, at, end)))
            return new(IsNotFinite(ref start, at, end) ? FieldError.NotFinite : FieldError.NotANumber);

        int fractionDigits = 0;
        if (IsPoint(ref start, at, end))
        {
            int fraction = at + 1;
            at = ScanDigits(ref start, fraction, end, ref mantissa, ref dropped);
            fractionDigits = at - fraction;
            if (fractionDigits == 0 && (!tolerant || wholeDigits == 0))
                return new(FieldError.NotANumber);
        }

        int exponent = 0;
        if (at < end && (Unsafe.Add(ref start, at) | 0x20) == 'e')
        {
            at = ScanExponent(ref start, at + 1, end, out exponent);
            if (at < 0)
                return new(FieldError.NotANumber);
        }

        return new(ref start, position, at, isNegative, mantissa, exponent - fractionDigits + dropped, dropped == 0);
    }

    private static int ScanDigits(ref byte start, int at, int end, ref ulong mantissa, ref int dropped)
    {
        while (BitConverter.IsLittleEndian && at + 8 <= end && mantissa < 100_000_000_000)
        {
            ulong characters = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
            if (Digits.NotDigits(characters) != 0)
                break;
            mantissa = (mantissa * 100_000_000) + Digits.Join8(characters);
            at += 8;
        }

        uint digit;
        for (; at < end && (digit = (uint)Unsafe.Add(ref start, at) - '0') <= 9; at++)
        {
            if (mantissa < 1_000_000_000_000_000_000)
                mantissa = (mantissa * 10) + digit;
            else
                dropped++;
        }

        return at;
    }

    private static int ScanExponent(ref byte start, int at, int end, out int exponent)
    {
        exponent = 0;
        bool isNegative = false;
        if (at < end && Unsafe.Add(ref start, at) is (byte)'+' or (byte)'-')
        {
            isNegative = Unsafe.Add(ref start, at) == '-';
            at++;
        }

        int digits = at;
        uint digit;
        for (; at < end && (digit = (uint)Unsafe.Add(ref start, at) - '0') <= 9; at++)
            exponent = exponent > 100_000 ? exponent : (exponent * 10) + (int)digit;
        if (isNegative)
            exponent = -exponent;
        return at == digits ? -1 : at;
    }

    private static bool IsPoint(ref byte start, int at, int end) => at < end && Unsafe.Add(ref start, at) == '.';

    private static bool IsNotFinite(ref byte start, int at, int end)
    {
        ReadOnlySpan<byte> word = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, at), end - at);
        return word.StartsWith("NaN"u8) || word.StartsWith("Infinity"u8) || word.StartsWith("inf"u8) || word.StartsWith("nan"u8);
    }
}
