using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>Writes numbers as text straight into a buffer, without checks and without allocation.</summary>
/// <remarks>Each method writes at <c>offset</c> and returns the offset behind what it wrote, so that writes chain.
/// The caller guarantees room for the longest text (<see cref="MaxLength"/>) and <see cref="Slack"/> bytes behind it: stores are wider
/// than the text, and bytes behind the returned offset hold rubbish.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class NumberWriter
{
    /// <summary>The longest text of any number here, in bytes (a <see cref="decimal"/> has at most 31).</summary>
    public const int MaxLength = 32;

    /// <summary>The bytes behind the longest text that a write may overwrite.</summary>
    public const int Slack = 16;

    /// <summary>The longest text of an <see cref="int"/>, in bytes.</summary>
    public const int MaxInt32Length = 11;

    /// <summary>The longest text of a <see cref="uint"/>, in bytes.</summary>
    public const int MaxUInt32Length = 10;

    /// <summary>The longest text of a <see cref="long"/>, in bytes.</summary>
    public const int MaxInt64Length = 20;

    /// <summary>The longest text of a <see cref="ulong"/>, in bytes.</summary>
    public const int MaxUInt64Length = 20;

    /// <summary>Writes an integer in decimal; smaller signed types widen to it.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="offset">Where the text starts.</param>
    /// <param name="value">Any value.</param>
    /// <returns>The offset behind the text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteInt32(ref byte start, int offset, int value)
    {
        // A branch, since the signs of a field are mostly alike.
        if (value < 0)
        {
            Unsafe.Add(ref start, offset++) = (byte)'-';
            value = -value;
        }

        return WriteUInt32(ref start, offset, (uint)value);
    }

    /// <inheritdoc cref="WriteInt32"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteInt64(ref byte start, int offset, long value)
    {
        if (value < 0)
        {
            Unsafe.Add(ref start, offset++) = (byte)'-';
            value = -value;
        }

        return WriteUInt64(ref start, offset, (ulong)value);
    }

    /// <inheritdoc cref="WriteInt32"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteUInt32(ref byte start, int offset, uint value) =>
        value < 100_000_000 ? WriteShort(ref start, offset, value) : WriteLong(ref start, offset, value);

    /// <inheritdoc cref="WriteInt32"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteUInt64(ref byte start, int offset, ulong value) =>
        value < 100_000_000 ? WriteShort(ref start, offset, (uint)value) : WriteLong(ref start, offset, value);

    /// <summary>Writes a number below 10^8: eight digits in a word, the leading zeros shifted out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteShort(ref byte start, int offset, uint value)
    {
        ulong digits = Digits.Split8(value);
        int leadingBits = BitOperations.TrailingZeroCount(digits | (1UL << 56)) & 0x38;
        WriteWord(ref start, offset, (digits | Digits.Zeros) >> leadingBits);
        return offset + 8 - (leadingBits >> 3);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteLong(ref byte start, int offset, ulong value)
    {
        const ulong Eight = 100_000_000;
        ulong high = value / Eight;
        uint low = (uint)(value - (high * Eight));
        if (high < Eight)
        {
            offset = WriteShort(ref start, offset, (uint)high);
        }
        else
        {
            ulong top = high / Eight;
            offset = WriteShort(ref start, offset, (uint)top);
            WriteWord(ref start, offset, Digits.Split8((uint)(high - (top * Eight))) | Digits.Zeros);
            offset += 8;
        }

        WriteWord(ref start, offset, Digits.Split8(low) | Digits.Zeros);
        return offset + 8;
    }

    /// <summary>Stores eight characters, the first in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteWord(ref byte start, int offset, ulong characters)
    {
        if (!BitConverter.IsLittleEndian)
            characters = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(characters);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, offset), characters);
    }
}
