using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>The shortest decimal of a double from 2^-13 to below 2^49: sixteen digits, perhaps one more, and where the point goes.</summary>
/// <remarks>
/// In this range some 10^n brings the unit in the last place of c * 2^e between a tenth and one, and 2^e * 10^n is a fraction of 64 bits
/// at most. One product of 64 by 64 bits is therefore exact: an integer of 15 or 16 digits, and the rest. If an integer lies in the
/// rounding interval, which is less than one wide, it is the shortest decimal; if none does, the nearest tenth is. Nothing is left to
/// decide, so there is no branch. A power of two, whose interval is lopsided, is an integer here and needs no interval.
///
/// </remarks>
internal readonly ref struct CommonDouble
{
    private const int LeastExponent = 1_023 - 13;
    private const int ExponentCount = 13 + 49;
    private const ulong Hidden = 1UL << 52;

    /// <param name="bits">Of a double without its sign that is in range.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal CommonDouble(ulong bits)
    {
        // The unit is 2^-exponent; n is floor(log10(2^exponent)).
        int exponent = 1_075 - (int)(bits >> 52);
        int n = (exponent * 78_913) >> 18;
        ulong ten = Unsafe.Add(ref MemoryMarshal.GetReference(PowersOfTen.Significands), (nint)(uint)(2 * (n - PowersOfTen.Least)));
        ulong unit = ten >> (exponent - 1 - ((n * 217_706) >> 16));

        ulong significand = (bits & (Hidden - 1)) | Hidden;
        ulong integer = Digits.MultiplyHigh(significand, unit);
        ulong rest = significand * unit;

        // The ends of the interval belong to it when the significand is even.
        ulong half = (unit >> 1) - (bits & 1);
        bool isAbove = rest + half < rest;
        bool isBetween = !isAbove & (rest > half);
        integer += isAbove ? 1UL : 0UL;

        // The rest in tenths, in units of 2^-60 (its low bits are zeros). A tie, which is at 0.25 or at 0.75, goes to the even digit.
        uint tenths = (uint)((((rest >> 4) * 10) + ((1UL << 59) - 1) + (rest >> 63)) >> 60);
        bool isShort = integer < 1_000_000_000_000_000;
        Sixteen = isShort ? (integer * 10) + (isBetween ? tenths : 0) : integer;
        Last = tenths;
        HasLast = isBetween & !isShort;
        Point = 16 - n - (isShort ? 1 : 0);
    }

    /// <summary>The first sixteen digits.</summary>
    internal ulong Sixteen { get; }

    /// <summary>The seventeenth digit, rubbish if there is none.</summary>
    internal uint Last { get; }

    internal bool HasLast { get; }

    /// <summary>The number is 0.digits * 10^Point; from -3 to 15.</summary>
    internal int Point { get; }

    /// <summary>Whether a double, without its sign, is in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Holds(ulong bits) => (bits >> 52) - LeastExponent < ExponentCount;
}
