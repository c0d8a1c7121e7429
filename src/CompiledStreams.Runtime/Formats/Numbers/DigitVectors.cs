using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Digits of many numbers, a vector each, turned into numbers four at a time.</summary>
/// <remarks>A vector holds at most fifteen digits 0 to 9 at its end, zeros before them, and in its first byte 1 where an integer is negative. What is converted
/// together doesn't wait for anything in one another, which is why the digits of a block are found first (see <see cref="JsonScan"/>).</remarks>
internal static class DigitVectors
{
    /// <summary>Most digits of a number.</summary>
    internal const int Longest = 15;

    // Numbers 0 and 2 come out in the lower half, 1 and 3 in the upper.
    private const byte InOrder = 0b11_01_10_00;

    // Weights within pairs of digits; the first byte has none.
    private static Vector128<sbyte> Tens => Vector128.Create(0, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1);

    /// <summary>Whether this machine has the instructions.</summary>
    internal static bool IsSupported => Sse41.IsSupported;

    /// <summary>Converts numbers to integers.</summary>
    /// <param name="digits">The first of at least <paramref name="count"/> vectors, rounded up to a multiple of four.</param>
    /// <param name="count">How many.</param>
    /// <param name="mayBeNegative">Whether one may be negative.</param>
    /// <param name="values">Where they go, with as much room.</param>
    internal static void ToIntegers(ref Vector128<byte> digits, int count, bool mayBeNegative, ref long values)
    {
        if (mayBeNegative)
            ToSigned(ref digits, count, ref values);
        else
            ToUnsigned(ref digits, count, ref values);
    }

    private static void ToUnsigned(ref Vector128<byte> digits, int count, ref long values)
    {
        for (nuint i = 0; i < (nuint)(uint)count;)
        {
            ref byte at = ref Unsafe.As<Vector128<byte>, byte>(ref Unsafe.Add(ref digits, i));
            if (Avx2.IsSupported)
            {
                Avx2.Permute4x64(Join(Vector256.LoadUnsafe(ref at), Vector256.LoadUnsafe(ref at, 32)), InOrder).StoreUnsafe(ref values, i);
                i += 4;
            }
            else
            {
                Unsafe.Add(ref values, i++) = Join(ref at);
            }
        }
    }

    private static void ToSigned(ref Vector128<byte> digits, int count, ref long values)
    {
        for (nuint i = 0; i < (nuint)(uint)count;)
        {
            ref byte at = ref Unsafe.As<Vector128<byte>, byte>(ref Unsafe.Add(ref digits, i));
            if (Avx2.IsSupported)
            {
                Vector256<byte> first = Vector256.LoadUnsafe(ref at);
                Vector256<byte> second = Vector256.LoadUnsafe(ref at, 32);
                Vector256<long> signs = Vector256<long>.Zero - (Avx2.UnpackLow(first.AsInt64(), second.AsInt64()) & Vector256.Create(1L));
                Avx2.Permute4x64((Join(first, second) ^ signs) - signs, InOrder).StoreUnsafe(ref values, i);
                i += 4;
            }
            else
            {
                long magnitude = Join(ref at);
                Unsafe.Add(ref values, i++) = at == 0 ? magnitude : -magnitude;
            }
        }
    }

    /// <summary>Converts numbers to doubles, each divided by its own power of ten: the nearest double, since both are exact and the quotient is rounded once.</summary>
    /// <param name="digits">The first of at least <paramref name="count"/> vectors, rounded up to a multiple of four.</param>
    /// <param name="divisors">What each is divided by, one in the first half of each vector.</param>
    /// <param name="count">How many.</param>
    /// <param name="values">Where they go, with as much room.</param>
    internal static void ToDoubles(ref Vector128<byte> digits, ref double divisors, int count, ref double values)
    {
        for (nuint i = 0; i < (nuint)(uint)count;)
        {
            ref byte at = ref Unsafe.As<Vector128<byte>, byte>(ref Unsafe.Add(ref digits, i));
            ref double divisor = ref Unsafe.Add(ref divisors, 2 * i);
            if (Avx2.IsSupported)
            {
                // A long below 2^52 in the lower bits of this double makes the double 2^52 greater than the long.
                Vector256<double> shift = Vector256.Create(4503599627370496.0);
                Vector256<long> integers = Join(Vector256.LoadUnsafe(ref at), Vector256.LoadUnsafe(ref at, 32));
                Vector256<double> by = Avx.UnpackLow(Vector256.LoadUnsafe(ref divisor), Vector256.LoadUnsafe(ref divisor, 4));
                Avx2.Permute4x64(((integers | shift.AsInt64()).AsDouble() - shift) / by, InOrder).StoreUnsafe(ref values, i);
                i += 4;
            }
            else
            {
                Unsafe.Add(ref values, i++) = Join(ref at) / divisor;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Join(Vector256<byte> first, Vector256<byte> second)
    {
        Vector256<int> fours = Avx2.PackUnsignedSaturate(Fours(first), Fours(second)).AsInt32();
        Vector256<ulong> eights = Avx2.MultiplyAddAdjacent(fours.AsInt16(), Vector256.Create(0x0001_2710).AsInt16()).AsUInt64();
        return (Avx2.Multiply(eights.AsUInt32(), Vector256.Create(100_000_000u)) + (eights >> 32)).AsInt64();
    }

    private static long Join(ref byte digits) => (long)Digits.Join16(Vector128.LoadUnsafe(ref digits) & Vector128.Create(-256L, -1L).AsByte());

    /// <summary>Digits to numbers of four digits each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Fours(Vector256<byte> digits) =>
        Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(digits, Vector256.Create(Tens)), Vector256.Create(0x0001_0064).AsInt16());
}
