using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>The shortest decimal of a double from 2^-13 to below 2^49: seventeen digits, of which the first may be zero, and where the point goes.</summary>
/// <remarks>
/// In this range some 10^n brings the unit in the last place of c * 2^e between a tenth and one, and 2^e * 10^n is a fraction of 64 bits
/// at most. One product of 64 by 64 bits is therefore exact: an integer of 15 or 16 digits, and the rest. If an integer lies in the
/// rounding interval, which is less than one wide, it is the shortest decimal; if none does, the nearest tenth is. Nothing is left to
/// decide, so there is no branch. A power of two, whose interval is lopsided, is an integer here and needs no interval.
/// </remarks>
internal readonly ref struct CommonDouble
{
    private const int LeastExponent = 1_023 - 13;
    private const int ExponentCount = 13 + 49;
    private const ulong Hidden = 1UL << 52;
    private const double WholeDoubles = 1L << 52;

    /// <param name="bits">Of a double without its sign that is in range.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal CommonDouble(ulong bits)
    {
        Point = Multiply(bits, out ulong integer, out ulong rest, out ulong half);
        ulong isUpper = rest >> 63;

        // Moved up by half of it, the interval lies between 0 and its width.
        ulong isBetween = rest + half > half + half ? 1u : 0u;

        // The rest in tenths, in units of 2^-59 (its low bits are zeros). A tie, which is at 0.25 or at 0.75, goes to the even digit.
        ulong tenths = (((rest >> 4) * 5) + isUpper + ((1UL << 58) - 1)) >> 59;
        integer += isUpper & ~isBetween;
        ulong digits = (integer * 10) + (tenths & (0 - isBetween));

        const ulong Eight = 100_000_000;
        ulong high = digits / Eight;
        Low = digits - (high * Eight);
        Leading = Digits.DivideBy8(high);
        High = high - (Leading * Eight);
    }

    /// <summary>The first of seventeen digits; 0 if there are sixteen.</summary>
    internal ulong Leading { get; }

    /// <summary>The eight digits behind the leading one.</summary>
    internal ulong High { get; }

    /// <summary>The last eight digits.</summary>
    internal ulong Low { get; }

    /// <summary>How many digits behind the leading one are before the point; from -4 to 14.</summary>
    internal int Point { get; }

    /// <summary>Multiplies a double with its power of ten.</summary>
    /// <param name="bits">Of a double without its sign that is in range.</param>
    /// <param name="integer">The product's integer.</param>
    /// <param name="rest">The rest, in units of 2^-64.</param>
    /// <param name="half">Half of the rounding interval, whose ends belong to it.</param>
    /// <returns>The <see cref="Point"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Multiply(ulong bits, out ulong integer, out ulong rest, out ulong half)
    {
        ref ulong row = ref Unsafe.Add(ref MemoryMarshal.GetReference(Units), (nint)(2 * ((bits >> 52) - LeastExponent)));
        ulong unit = row;
        ulong significand = (bits & (Hidden - 1)) | Hidden;
        integer = Digits.MultiplyHigh(significand, unit);
        rest = significand * unit;

        // The ends belong to it when the significand is even.
        half = (unit >> 1) - (bits & 1);
        return (int)Unsafe.Add(ref row, 1);
    }

    /// <summary>Finishes what <see cref="Multiply"/> began, for four numbers.</summary>
    /// <returns>The last eight digits, the eight before them, and the leading ones.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<ulong> Low, Vector256<ulong> High, Vector256<ulong> Leading) Finish(
        Vector256<ulong> integers, Vector256<ulong> rests, Vector256<ulong> halves)
    {
        // From here to the nearest integer: -x - 1 is x with its bits turned.
        Vector256<long> areUpper = Avx2.CompareGreaterThan(Vector256<long>.Zero, rests.AsInt64());
        Vector256<long> areBetween = Avx2.CompareGreaterThan(rests.AsInt64() ^ areUpper, halves.AsInt64() + areUpper);
        Vector256<ulong> fifths = Avx2.ShiftRightLogical(rests, 4);
        fifths += Avx2.ShiftLeftLogical(fifths, 2);
        Vector256<ulong> tenths = Avx2.ShiftRightLogical(fifths + Vector256.Create((1UL << 58) - 1) - areUpper.AsUInt64(), 59) & areBetween.AsUInt64();
        Vector256<long> nearest = integers.AsInt64() - Avx2.AndNot(areBetween, areUpper);

        // By 10^7 with doubles, which are exact up to 2^53; the quotient, to the nearest, may be one too many.
        Vector256<long> quotients = (ToDouble(nearest) * Vector256.Create(1e-7) + Vector256.Create(WholeDoubles)).AsInt64() ^ Vector256.Create(WholeDoubles).AsInt64();
        Vector256<long> rest7 = nearest - Avx2.Multiply(quotients.AsInt32(), Vector256.Create(10_000_000L).AsInt32());
        Vector256<long> areTooMany = Avx2.CompareGreaterThan(Vector256<long>.Zero, rest7);
        quotients += areTooMany;
        rest7 += areTooMany & Vector256.Create(10_000_000L);

        Vector256<ulong> low = Avx2.Multiply(rest7.AsUInt32(), Vector256.Create(10UL).AsUInt32()) + tenths;
        Vector256<ulong> leading = Avx2.ShiftRightLogical(Avx2.Multiply(quotients.AsUInt32(), Vector256.Create(Digits.EighthReciprocal).AsUInt32()), Digits.EighthShift);
        Vector256<ulong> high = quotients.AsUInt64() - Avx2.Multiply(leading.AsUInt32(), Vector256.Create(100_000_000UL).AsUInt32());
        return (low, high, leading);
    }

    // The halves of an integer below 2^53 as the low bits of two doubles.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToDouble(Vector256<long> integers)
    {
        const double HighDoubles = WholeDoubles * (1L << 32);
        Vector256<double> high = (Avx2.ShiftRightLogical(integers, 32) | Vector256.Create(HighDoubles).AsInt64()).AsDouble();
        Vector256<double> low = Avx2.Blend(integers.AsInt32(), Vector256.Create(WholeDoubles).AsInt32(), 0b10101010).AsDouble();
        return high - Vector256.Create(HighDoubles + WholeDoubles) + low;
    }

    /// <summary>Whether a double, without its sign, is in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Holds(ulong bits) => (bits >> 52) - LeastExponent < ExponentCount;

    /// <summary>For each exponent the unit in the last place times 10^n, in units of 2^-64, and 15 - n, where the point goes.</summary>
    internal static ReadOnlySpan<ulong> Units =>
    [
        0x4563918244f40000, 0xfffffffffffffffc, 0x8ac7230489e80000, 0xfffffffffffffffc, 0x1bc16d674ec80000, 0xfffffffffffffffd,
        0x3782dace9d900000, 0xfffffffffffffffd, 0x6f05b59d3b200000, 0xfffffffffffffffd, 0xde0b6b3a76400000, 0xfffffffffffffffd,
        0x2c68af0bb1400000, 0xfffffffffffffffe, 0x58d15e1762800000, 0xfffffffffffffffe, 0xb1a2bc2ec5000000, 0xfffffffffffffffe,
        0x2386f26fc1000000, 0xffffffffffffffff, 0x470de4df82000000, 0xffffffffffffffff, 0x8e1bc9bf04000000, 0xffffffffffffffff,
        0x1c6bf52634000000, 0, 0x38d7ea4c68000000, 0, 0x71afd498d0000000, 0,
        0xe35fa931a0000000, 0, 0x2d79883d20000000, 1, 0x5af3107a40000000, 1,
        0xb5e620f480000000, 1, 0x246139ca80000000, 2, 0x48c2739500000000, 2,
        0x9184e72a00000000, 2, 0x1d1a94a200000000, 3, 0x3a35294400000000, 3,
        0x746a528800000000, 3, 0xe8d4a51000000000, 3, 0x2e90edd000000000, 4,
        0x5d21dba000000000, 4, 0xba43b74000000000, 4, 0x2540be4000000000, 5,
        0x4a817c8000000000, 5, 0x9502f90000000000, 5, 0x1dcd650000000000, 6,
        0x3b9aca0000000000, 6, 0x7735940000000000, 6, 0xee6b280000000000, 6,
        0x2faf080000000000, 7, 0x5f5e100000000000, 7, 0xbebc200000000000, 7,
        0x2625a00000000000, 8, 0x4c4b400000000000, 8, 0x9896800000000000, 8,
        0x1e84800000000000, 9, 0x3d09000000000000, 9, 0x7a12000000000000, 9,
        0xf424000000000000, 9, 0x30d4000000000000, 10, 0x61a8000000000000, 10,
        0xc350000000000000, 10, 0x2710000000000000, 11, 0x4e20000000000000, 11,
        0x9c40000000000000, 11, 0x1f40000000000000, 12, 0x3e80000000000000, 12,
        0x7d00000000000000, 12, 0xfa00000000000000, 12, 0x3200000000000000, 13,
        0x6400000000000000, 13, 0xc800000000000000, 13, 0x2800000000000000, 14,
        0x5000000000000000, 14, 0xa000000000000000, 14,
    ];
}
