using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

/// <summary>32 bytes of text as bit masks, a bit a byte, the first lowest.</summary>
/// <remarks>Where fewer are left, the last 32 of the buffer are looked at, and the bits of those before are shifted away.</remarks>
internal readonly ref struct TextChunk
{
    internal const int Size = 32;

    private readonly Vector256<byte> bytes;
    private readonly int before;

    private TextChunk(Vector256<byte> bytes, int before)
    {
        this.bytes = bytes;
        this.before = before;
    }

    internal uint NonAscii => Mask(bytes);

    internal uint Controls => Mask(Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1F)), bytes));

    /// <summary>Opening brackets and braces, which differ from each other in bit 5 only.</summary>
    internal uint Opens => Mask(Vector256.Equals(bytes | Vector256.Create((byte)0x20), Vector256.Create((byte)'{')));

    internal uint Closes => Mask(Vector256.Equals(bytes | Vector256.Create((byte)0x20), Vector256.Create((byte)'}')));

    /// <summary>Bytes with bit 5; among the brackets, the braces.</summary>
    internal uint Braces => Mask(Vector256.ShiftLeft(bytes.AsUInt16(), 2).AsByte());

    /// <summary>Loads the 32 bytes at a position, or as many as there are before the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TextChunk Load(ref byte start, int position, int end)
    {
        if (end - position >= Size)
            return new(Vector256.LoadUnsafe(ref start, (uint)position), 0);

        return end >= Size ? new(Vector256.LoadUnsafe(ref start, (uint)(end - Size)), Size - (end - position)) : new(LoadPart(ref Unsafe.Add(ref start, position), end - position), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Of(byte character) => Mask(Vector256.Equals(bytes, Vector256.Create(character)));

    /// <summary>The characters that a backslash escapes; <paramref name="carry"/> is 1 if the chunk before ends with an open escape.</summary>
    /// <remarks>Without a branch: a carry runs through each run of backslashes and shows whether it is odd, as in G. Langdale and
    /// D. Lemire, "Parsing gigabytes of JSON per second" (2019).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Escaped(uint backslashes, ref uint carry)
    {
        const uint Even = 0x5555_5555;
        backslashes &= ~carry;
        uint behind = (backslashes << 1) | carry;
        ulong sum = (ulong)(backslashes & ~Even & ~behind) + backslashes;
        carry = (uint)(sum >> 32);
        return (Even ^ ((uint)sum << 1)) & behind;
    }

    /// <summary>From each set bit to before the next one, alternately set and clear: from quotes to what is inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Between(uint quotes)
    {
        quotes ^= quotes << 1;
        quotes ^= quotes << 2;
        quotes ^= quotes << 4;
        quotes ^= quotes << 8;
        return quotes ^ (quotes << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Mask(Vector256<byte> matches) => matches.ExtractMostSignificantBits() >> before;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<byte> LoadPart(ref byte at, int available)
    {
        Vector256<byte> part = Vector256.Create((byte)' ');
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<Vector256<byte>, byte>(ref part), ref at, (uint)available);
        return part;
    }
}
