using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <param name="bits">Of a double without its sign that is in range.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal CommonDouble(ulong bits)
    {
        ref ulong row = ref Unsafe.Add(ref MemoryMarshal.GetReference(Units), (nint)(2 * ((bits >> 52) - LeastExponent)));
        ulong unit = row;
        ulong significand = (bits & (Hidden - 1)) | Hidden;
        ulong integer = Digits.MultiplyHigh(significand, unit);
        ulong rest = significand * unit;

        // The ends of the interval belong to it when the significand is even. Moved up by half of it, it lies between 0 and its width.
        ulong half = (unit >> 1) - (bits & 1);
        ulong isUpper = rest >> 63;
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
        Point = (int)Unsafe.Add(ref row, 1);
    }

    /// <summary>The first of seventeen digits; 0 if there are sixteen.</summary>
    internal ulong Leading { get; }

    /// <summary>The eight digits behind the leading one.</summary>
    internal ulong High { get; }

    /// <summary>The last eight digits.</summary>
    internal ulong Low { get; }

    /// <summary>How many digits behind the leading one are before the point; from -4 to 14.</summary>
    internal int Point { get; }

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
