using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Eight or sixteen decimal digits at a time, in a word or a vector.</summary>
/// <remarks>A number is split in halves three times, 10^4 then 10^2 then 10, quotient and remainder side by side in one register
/// (the halving as in Xiang JunBo's xjb; reading as in D. Lemire, "Quickly parsing eight digits").</remarks>
internal static class Digits
{
    /// <summary>Eight times the character zero.</summary>
    internal const ulong Zeros = 0x3030303030303030;

    /// <summary>2^57 / 10^8, rounded up: exact for the quotients of numbers below 10^9.</summary>
    internal const ulong EighthReciprocal = 1_441_151_881;

    /// <summary>The shift that goes with <see cref="EighthReciprocal"/>.</summary>
    internal const int EighthShift = 57;

    /// <summary>Splits a number below 10^8 in eight digits 0 to 9, the first in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Split8(uint value)
    {
        // Least digit lowest at each step: remainder below, quotient above.
        ulong fours = value + (((1UL << 32) - 10_000) * ((value * 109_951_163UL) >> 40));
        ulong pairs = fours + (((1UL << 16) - 100) * (((fours * 5_243) >> 19) & 0x0000_007F_0000_007F));
        ulong ones = pairs + (((1UL << 8) - 10) * (((pairs * 103) >> 10) & 0x000F_000F_000F_000F));
        return BitConverter.IsLittleEndian ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(ones) : ones;
    }

    /// <summary>A number below 10^9 divided by 10^8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong DivideBy8(ulong value) => (value * EighthReciprocal) >> EighthShift;

    /// <summary>Splits two numbers below 10^8 in sixteen digits 0 to 9; the last digit of <paramref name="low"/> is in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Split16(uint high, uint low)
    {
        Vector128<ulong> eights = Vector128.Create((ulong)low, high);
        Vector128<uint> quotients = Sse2.ShiftRightLogical(Sse2.Multiply(eights.AsUInt32(), Vector128.Create(109_951_163u)), 40).AsUInt32();
        Vector128<uint> fours = (eights + Sse2.Multiply(quotients, Vector128.Create(0xFFFF_FFFFu - 9_999))).AsUInt32();
        Vector128<ushort> hundreds = Sse2.ShiftRightLogical(Sse2.MultiplyHigh(fours.AsUInt16(), Vector128.Create((ushort)5_243)), 3);
        Vector128<ushort> rest = fours.AsUInt16() - Sse2.MultiplyLow(hundreds, Vector128.Create((ushort)100));
        Vector128<ushort> pairs = rest | Sse2.ShiftLeftLogical(hundreds.AsUInt32(), 16).AsUInt16();
        Vector128<ushort> tens = Sse2.MultiplyHigh(pairs, Vector128.Create((ushort)6_554));
        return (pairs + Sse2.MultiplyLow(tens, Vector128.Create((ushort)246))).AsByte();
    }

    /// <summary>Splits four numbers below 10^8 in eight digits each, the last digit in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> Split32(Vector256<ulong> eights)
    {
        Vector256<ulong> quotients = Avx2.ShiftRightLogical(Avx2.Multiply(eights.AsUInt32(), Vector256.Create(109_951_163u)), 40);
        Vector256<ulong> fours = eights + Avx2.Multiply(quotients.AsUInt32(), Vector256.Create(0xFFFF_FFFFu - 9_999));
        Vector256<ushort> hundreds = Avx2.ShiftRightLogical(Avx2.MultiplyHigh(fours.AsUInt16(), Vector256.Create((ushort)5_243)), 3);
        Vector256<ushort> pairs = (fours.AsUInt32() + Avx2.MultiplyLow(hundreds.AsUInt32(), Vector256.Create((1u << 16) - 100))).AsUInt16();
        Vector256<ushort> tens = Avx2.MultiplyHigh(pairs, Vector256.Create((ushort)6_554));
        return (pairs + Avx2.MultiplyLow(tens, Vector256.Create((ushort)246))).AsByte();
    }

    /// <summary>A bit of 0x80 in each byte of <paramref name="characters"/> that isn't a digit; exact for the lowest such byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong NotDigits(ulong characters) =>
        ((characters + 0x4646_4646_4646_4646) | (characters - Zeros) | characters) & 0x8080_8080_8080_8080;

    /// <summary>A bit for each byte that is over 9, and so was no digit before '0' was taken from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int NotDigits(Vector128<byte> digits) => Sse2.MoveMask(Sse2.AddSaturate(digits, Vector128.Create((byte)(0x7F - 9))));

    /// <summary>The shuffle that moves a number's digits to the end of a vector, without its point, zeros before them.</summary>
    /// <param name="length">Characters of the number; at most 16.</param>
    /// <param name="point">Where its point is, or its end where it has none.</param>
    internal static Vector128<byte> ToEnd(int length, int point)
    {
        Span<byte> order = stackalloc byte[Vector128<byte>.Count];
        int before = order.Length - (point < length ? length - 1 : length);
        for (int i = 0; i < order.Length; i++)
        {
            int digit = i - before;
            order[i] = digit < 0 ? (byte)0x80 : (byte)(digit < point ? digit : digit + 1);
        }

        return Vector128.Create<byte>(order);
    }

    /// <summary>The value of eight digit characters, the first in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Join8(ulong characters)
    {
        ulong digits = characters & 0x0F0F_0F0F_0F0F_0F0F;
        ulong pairs = (digits * 10) + (digits >> 8);
        const ulong Mask = 0x0000_00FF_0000_00FF;
        return (uint)((((pairs & Mask) * (100 + (1_000_000UL << 32))) + (((pairs >> 16) & Mask) * (1 + (10_000UL << 32)))) >> 32);
    }

    /// <summary>The value of sixteen digits 0 to 9, the first in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Join16(Vector128<byte> digits)
    {
        Vector128<short> pairs = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create((ushort)0x010A).AsSByte());
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(0x0001_0064).AsInt16());
        Vector128<short> packed = Sse41.PackUnsignedSaturate(fours, fours).AsInt16();
        Vector128<int> eights = Sse2.MultiplyAddAdjacent(packed, Vector128.Create(0x0001_2710).AsInt16());
        ulong both = eights.AsUInt64().ToScalar();
        return ((both & 0xFFFF_FFFF) * 100_000_000) + (both >> 32);
    }

    /// <summary>The upper half of a product of 128 bits. One instruction in registers, where <c>Math.BigMul</c> stores the lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong MultiplyHigh(ulong left, ulong right) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(left, right) : Math.BigMul(left, right, out _);
}
