using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>Finds the binary floating point number nearest to a decimal.</summary>
/// <remarks>The decimal's mantissa is multiplied by a 128-bit power of ten, as in D. Lemire, "Number parsing at a gigabyte per second"
/// (2021). The power is rounded down, so the product is short by less than 2 in its last place; a product that near to a tie,
/// and a result that would be subnormal or infinite, is left to the framework.</remarks>
internal static class NearestBinary
{
    /// <summary>Finds significand * 2^exponent, significand with exactly <paramref name="bits"/> bits, nearest to mantissa * 10^power.</summary>
    internal static bool TryFind(ulong mantissa, int power, int bits, out ulong significand, out int exponent)
    {
        significand = 0;
        exponent = 0;
        if (mantissa == 0 || power < PowersOfTen.Least || power > PowersOfTen.Greatest)
            return false;

        int leading = BitOperations.LeadingZeroCount(mantissa);
        mantissa <<= leading;
        ref ulong ten = ref Unsafe.Add(
            ref MemoryMarshal.GetReference(PowersOfTen.Significands), (nint)(2 * (power - PowersOfTen.Least)));
        ulong high = Digits.MultiplyHigh(mantissa, ten);
        ulong middle = mantissa * ten;
        ulong low = middle + Digits.MultiplyHigh(mantissa, Unsafe.Add(ref ten, 1));
        high += low < middle ? 1UL : 0UL;

        // The product has 127 or 128 bits: make it 128, then cut.
        int top = (int)(high >> 63);
        ulong first = top == 1 ? high : (high << 1) | (low >> 63);
        ulong second = top == 1 ? low : low << 1;
        int cut = 64 - bits;
        ulong rest = first & ((1UL << cut) - 1);
        ulong tie = 1UL << (cut - 1);
        if ((rest == tie && second < 8) || (rest == tie - 1 && second > ulong.MaxValue - 8))
            return false;

        significand = (first >> cut) + (rest >= tie ? 1UL : 0UL);
        exponent = ((power * 217_706) >> 16) + top - leading + cut;
        if (significand >> bits != 0)
        {
            significand >>= 1;
            exponent++;
        }

        return true;
    }
}
