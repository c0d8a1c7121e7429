using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Digits of many numbers, a vector each, turned into numbers four at a time.</summary>
/// <remarks>A vector holds at most fifteen digits 0 to 9 at its end, zeros before them, and in its first byte 1 where the number is negative. What is converted
/// together doesn't wait for anything in one another, which is why the digits of a block are found first (see <see cref="JsonScan"/>).</remarks>
internal static class DigitVectors
{
    /// <summary>Most digits of a number.</summary>
    internal const int Longest = 15;

    private const int Step = 4;

    /// <summary>Whether this machine has the instructions.</summary>
    internal static bool IsSupported => Sse41.IsSupported;

    /// <summary>Converts numbers to integers.</summary>
    /// <param name="digits">The first of at least <paramref name="count"/> vectors, rounded up to a multiple of four.</param>
    /// <param name="count">How many.</param>
    /// <param name="values">Where they go, with as much room.</param>
    internal static void ToIntegers(ref Vector128<byte> digits, int count, ref long values)
    {
        for (nuint i = 0; i < (nuint)(uint)count; i += Step)
            Join(ref digits, i).StoreUnsafe(ref values, i);
    }

    /// <summary>Converts numbers to doubles, each divided by its own power of ten: the nearest double, since both are exact and the quotient is rounded once.</summary>
    /// <param name="digits">The first of at least <paramref name="count"/> vectors, rounded up to a multiple of four.</param>
    /// <param name="divisors">What each is divided by, one in the first half of each vector.</param>
    /// <param name="count">How many.</param>
    /// <param name="values">Where they go, with as much room.</param>
    internal static void ToDoubles(ref Vector128<byte> digits, ref double divisors, int count, ref double values)
    {
        // A long below 2^52 in the lower bits of this double makes the double 2^52 greater than the long.
        Vector256<double> shift = Vector256.Create(4503599627370496.0);
        for (nuint i = 0; i < (nuint)(uint)count; i += Step)
        {
            Vector256<double> integers = (Join(ref digits, i) | shift.AsInt64()).AsDouble() - shift;
            (integers / Divisors(ref Unsafe.Add(ref divisors, 2 * i))).StoreUnsafe(ref values, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Join(ref Vector128<byte> digits, nuint i)
    {
        ref byte bytes = ref Unsafe.As<Vector128<byte>, byte>(ref Unsafe.Add(ref digits, i));
        if (!Avx2.IsSupported)
            return Vector256.Create(Join(ref bytes, 0), Join(ref bytes, 1), Join(ref bytes, 2), Join(ref bytes, 3));

        // Numbers 0 and 2 come out in the lower half, 1 and 3 in the upper.
        Vector256<byte> first = Vector256.LoadUnsafe(ref bytes);
        Vector256<byte> second = Vector256.LoadUnsafe(ref bytes, 32);
        Vector256<int> fours = Avx2.PackUnsignedSaturate(Fours(first), Fours(second)).AsInt32();
        Vector256<ulong> eights = Avx2.MultiplyAddAdjacent(fours.AsInt16(), Vector256.Create(0x0001_2710).AsInt16()).AsUInt64();
        Vector256<long> magnitudes = (Avx2.Multiply(eights.AsUInt32(), Vector256.Create(100_000_000u)) + (eights >> 32)).AsInt64();
        Vector256<long> signs = Vector256<long>.Zero - (Avx2.UnpackLow(first.AsInt64(), second.AsInt64()) & Vector256.Create(1L));
        return Avx2.Permute4x64((magnitudes ^ signs) - signs, 0b11_01_10_00);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Divisors(ref double first) => Avx2.IsSupported
        ? Avx2.Permute4x64(Avx.UnpackLow(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 4)), 0b11_01_10_00)
        : Vector256.Create(first, Unsafe.Add(ref first, 2), Unsafe.Add(ref first, 4), Unsafe.Add(ref first, 6));

    /// <summary>Sixteen digits to four numbers of four digits; the first byte has no weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Fours(Vector256<byte> digits)
    {
        Vector256<sbyte> tens = Vector256.Create((ushort)0x010A).AsSByte() & Vector256.Create(Vector128.Create(-256L, -1L), Vector128.Create(-256L, -1L)).AsSByte();
        return Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(digits, tens), Vector256.Create(0x0001_0064).AsInt16());
    }

    private static long Join(ref byte digits, nuint i)
    {
        Vector128<byte> both = Vector128.LoadUnsafe(ref digits, i * 16);
        long magnitude = (long)Digits.Join16(both & Vector128.Create(-256L, -1L).AsByte());
        return both.ToScalar() == 0 ? magnitude : -magnitude;
    }
}
