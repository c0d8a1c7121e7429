using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Benchmarks.Variants.HandOwn;

/// <summary>
/// The shortest digits of a double from 1 up to 2^49, after the ideas of Schubfach, xjb and zmij, cut down to this range. There
/// 10^n times a double is an integer times 5^n with n at most 16, so that a single product of 64 by 64 bits is exact:
/// its high half is the number as an integer of 15 or 16 digits, its low half the exact rest. If an integer lies within half
/// a unit in the last place, that is the shortest number; if not, one more digit, the nearest, is enough.
/// </summary>
internal static unsafe class ShortestDouble
{
    /// <summary>The longest text: 17 digits and a point; 16 bytes more may be overwritten.</summary>
    public const int Longest = 24;

    public const int FirstExponent = 1023;             // of 1
    public const int Exponents = 49;
    public const ulong MantissaMask = (1UL << 52) - 1;
    private const ulong Threshold = 1_000_000_000_000_000;   // the least integer of 16 digits

    [StructLayout(LayoutKind.Sequential)]
    public struct Power
    {
        /// <summary>2^e 10^n as a fraction of 2^64, exact, at least a tenth.</summary>
        public ulong Factor;

        /// <summary>16 - n: where the point goes if there are 16 digits.</summary>
        public long Point;
    }

    /// <summary>Scaled powers of ten by the double's exponent.</summary>
    public static readonly Power* Powers = MakePowers();

    /// <summary>
    /// By point and by whether the first digit is a zero to drop: from where each byte of the text comes. The digits
    /// are there from last to first; 0x80 makes place for the point and for the 17th digit.
    /// </summary>
    public static readonly Vector128<byte>* Layouts = MakeLayouts();

    public static bool IsSupported => Avx2.IsSupported && Bmi2.X64.IsSupported;

    /// <summary>True if <see cref="Split"/> takes it: 1 to 2^49, and no power of two, whose neighbours are not at equal distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsCommon(ulong bits) => (bits >> 52) - FirstExponent < Exponents & (bits & MantissaMask) != 0;

    /// <summary>The number as 15 or 16 digits and perhaps one more.</summary>
    public readonly ref struct Split
    {
        public readonly ulong Integer;
        public readonly uint LastDigit;
        public readonly bool HasLast;
        public readonly long Dropped;   // 1 if Integer has 15 digits
        public readonly long Point;     // digits before the point

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Split(ulong bits, Power* powers)
        {
            var power = powers + ((bits >> 52) - FirstExponent);
            var integer = Math.BigMul((bits & MantissaMask) | (MantissaMask + 1), power->Factor, out var rest);

            // Half a unit in the last place; reached exactly, it counts only for an even mantissa.
            var half = (power->Factor >> 1) - (bits & 1);
            var up = rest + half < rest;
            var down = rest <= half;
            integer += up ? 1UL : 0UL;
            HasLast = !(up | down);

            // The low bits of the rest are zeros, so that 60 bits of it are exact; a tie goes to the even digit.
            LastDigit = (uint)(((rest >> 4) * 10 + ((1UL << 59) - 1) + (rest >> 63)) >> 60);
            Dropped = (long)((integer - Threshold) >> 63);
            Point = power->Point - Dropped;
            Integer = integer;
        }
    }

    /// <summary>
    /// Four numbers below 10^8 as 8 digits each, the last digit first: by 10,000, by 100, then by 10, each quotient beside its remainder.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Digits(Vector256<ulong> numbers)
    {
        var by10000 = Avx2.ShiftRightLogical(Avx2.Multiply(numbers.AsUInt32(), Vector256.Create(109_951_163UL).AsUInt32()), 40);
        var fours = numbers + Avx2.Multiply(by10000.AsUInt32(), Vector256.Create((1UL << 32) - 10_000).AsUInt32());
        var by100 = Avx2.ShiftRightLogical(Avx2.MultiplyHigh(fours.AsUInt16(), Vector256.Create((ushort)5_243)), 3);
        var twos = fours.AsUInt32() + Avx2.MultiplyLow(by100.AsUInt32(), Vector256.Create((1U << 16) - 100));
        var by10 = Avx2.MultiplyHigh(twos.AsUInt16(), Vector256.Create((ushort)6_554));
        return (twos.AsUInt16() + Avx2.MultiplyLow(by10, Vector256.Create((ushort)(256 - 10)))).AsByte();
    }

    /// <summary>Writes a number of 16 digits that <see cref="Digits"/> made, and returns where its text ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Write(byte* to, in Split split, Vector128<byte> digits, uint nonZero, Vector128<byte>* layouts)
    {
        var text = digits | Vector128.Create((byte)'0');
        Ssse3.Shuffle(text, layouts[2 * split.Point + split.Dropped]).Store(to);
        to[split.Point] = (byte)'.';
        *(ushort*)(to + 16 - split.Dropped) = (ushort)(text.ToScalar() | (split.LastDigit + '0') << 8);

        // All 17 digits, or as many as there are up to the last that is not zero, but at least those before the point.
        var significant = 16 - BitOperations.TrailingZeroCount(nonZero) - split.Dropped;
        var shorter = significant > split.Point ? significant + 1 : split.Point;
        return to + (split.HasLast ? 18 - split.Dropped : shorter);
    }

    private static Power* MakePowers()
    {
        var powers = (Power*)NativeMemory.AlignedAlloc(Exponents * (nuint)sizeof(Power), 64);
        for (var i = 0; i < Exponents; i++)
        {
            // The unit in the last place is 2^e; n is such that 2^e 10^n is in [0.1, 1).
            var e = i - 52;
            var n = 0;
            while (BigInteger.Pow(10, n + 1) < BigInteger.One << -e)
                n++;
            powers[i].Factor = (ulong)((BigInteger.Pow(10, n) << 64) >> -e);
            powers[i].Point = 16 - n;
        }

        return powers;
    }

    private static Vector128<byte>* MakeLayouts()
    {
        var layouts = (Vector128<byte>*)NativeMemory.AlignedAlloc(2 * 17 * 16, 64);
        for (var point = 0; point <= 16; point++)
        {
            for (var dropped = 0; dropped <= 1; dropped++)
            {
                var from = (byte*)(layouts + 2 * point + dropped);
                for (var at = 0; at < 16; at++)
                {
                    var digit = at < point ? dropped + at : dropped + at - 1;
                    from[at] = at == point || digit > 15 ? (byte)0x80 : (byte)(15 - digit);
                }
            }
        }

        return layouts;
    }
}
