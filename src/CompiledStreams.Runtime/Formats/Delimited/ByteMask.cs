using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

/// <summary>Which of 32 bytes are wanted, a bit each, the first byte in the lowest bit.</summary>
/// <remarks>One search call for each field costs more than the field (7 to 13 ns whatever it finds), so rows are scanned 32 bytes at a time into masks of
/// which each hit is visited. Two halves where vectors of 32 bytes aren't fast, byte by byte where none are, and for the last bytes of an array.</remarks>
internal static class ByteMask
{
    public const int Width = 32;

    /// <summary>The bytes from <paramref name="position"/> that equal one of three; bytes from <paramref name="end"/> on are none of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ref byte start, int position, int end, byte first, byte second, byte third)
    {
        if (end - position < Width || !Vector128.IsHardwareAccelerated)
            return OfFew(ref start, position, end, first, second, third);

        ref byte from = ref Unsafe.Add(ref start, position);
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref from);
            return (Vector256.Equals(bytes, Vector256.Create(first)) | Vector256.Equals(bytes, Vector256.Create(second)) | Vector256.Equals(bytes, Vector256.Create(third)))
                .ExtractMostSignificantBits();
        }

        return Half(ref from, first, second, third) | (Half(ref Unsafe.Add(ref from, 16), first, second, third) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(ref byte from, byte first, byte second, byte third)
    {
        Vector128<byte> bytes = Vector128.LoadUnsafe(ref from);
        return (Vector128.Equals(bytes, Vector128.Create(first)) | Vector128.Equals(bytes, Vector128.Create(second)) | Vector128.Equals(bytes, Vector128.Create(third)))
            .ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint OfFew(ref byte start, int position, int end, byte first, byte second, byte third)
    {
        uint mask = 0;
        int length = Math.Min(Width, end - position);
        for (int i = 0; i < length; i++)
        {
            byte one = Unsafe.Add(ref start, position + i);
            if (one == first || one == second || one == third)
                mask |= 1u << i;
        }

        return mask;
    }
}
