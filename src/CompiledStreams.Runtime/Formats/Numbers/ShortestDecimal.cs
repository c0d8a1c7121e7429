using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>Finds the shortest decimal that reads back as a given binary floating point number.</summary>
/// <remarks>
/// The number c * 2^q is multiplied once by a 128-bit power of ten, so that its rounding interval is between 1 and 10 wide. The interval
/// then holds at most one multiple of ten: if it holds one, that is the answer (with zeros at its end), else the nearest integer is.
/// R. Giulietti's Schubfach proves that these are the only candidates; one multiplication for both is the idea of yy, xjb and zmij.
/// The power is rounded down, so the product is short by less than 2 in its last place; whatever lies within a few units of a
/// boundary or of a tie is left to the framework, which is exact.
/// </remarks>
internal static class ShortestDecimal
{
    /// <summary>Finds digits * 10^power for significand * 2^exponent; false when the number lies too near a boundary to tell.</summary>
    /// <param name="significand">Between 2^23 and 2^53, not a power of two (whose interval is lopsided).</param>
    /// <param name="exponent">Between -1073 and 971.</param>
    /// <param name="digits">At most 17 digits, perhaps with zeros at the end.</param>
    /// <param name="power">The power of ten of the last digit.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryFind(ulong significand, int exponent, out ulong digits, out int power)
    {
        // floor(log10(2^exponent)) and floor(log2(10^-power)).
        power = (exponent * 315_653) >> 20;
        int shift = exponent + ((-power * 217_707) >> 16) + 1;
        ref ulong ten = ref Unsafe.Add(
            ref System.Runtime.InteropServices.MemoryMarshal.GetReference(PowersOfTen.Significands), (nint)(2 * (-power - PowersOfTen.Least)));

        // scaled + fraction / 2^64 is the number over 10^power.
        ulong tenHigh = ten;
        ulong shifted = significand << shift;
        ulong scaled = Digits.MultiplyHigh(shifted, tenHigh);
        ulong middle = shifted * tenHigh;
        ulong fraction = middle + Digits.MultiplyHigh(shifted, Unsafe.Add(ref ten, 1));
        scaled += fraction < middle ? 1UL : 0UL;

        // From here on in units of 2^-60: the distance above the multiple of ten below, and half the interval.
        ulong tens = scaled / 10;
        ulong last = scaled - (tens * 10);
        ulong above = (last << 60) | (fraction >> 4);
        ulong half = tenHigh >> (5 - shift);
        const ulong Ten = 10UL << 60;
        ulong upper = above + half;

        const ulong Tie = 1UL << 63;
        if ((above - half + 4 <= 8) | (Ten - upper + 4 <= 8) | (fraction - Tie + 4 <= 8))
        {
            digits = 0;
            return false;
        }

        ulong nearest = scaled + (fraction >> 63);
        ulong below = scaled - last;
        digits = above < half ? below : nearest;
        digits = upper > Ten ? below + 10 : digits;
        return true;
    }
}
