using System.Buffers.Binary;
using System.Numerics;

namespace CompiledStreams.Store;

/// <summary>
/// CRC-32C (Castagnoli; RFC 3720, appendix B.4), by the machine's instruction where it has one: every error of one bit, of two bits, of any odd number of bits and every
/// burst of up to 32 bits in a block of 64 KiB is found. 8 bytes in 3 cycles, so 64 KiB take about 8 us.
/// </summary>
internal static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(~0u, bytes);

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
