using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Two doubles of a record on their way to text.</summary>
/// <remarks>A block of records goes through three loops: <see cref="Set"/> finds the shortest decimals, <see cref="Split"/> makes their digits, the four halves in one
/// vector, and <see cref="WriteFirst"/> and <see cref="WriteSecond"/> put them between the literals. In one loop a record's steps would wait for one another,
/// and there are more of them than the processor looks ahead. The texts are those of <see cref="NumberWriter.WriteDouble"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 64)]
public struct DoublePair
{
    /// <summary>The records of a block: few enough to stay in the first-level cache with their events and their text.</summary>
    public const int Block = 64;

    // Until they are split, eight digits each as a number.
    private ulong _firstLow;
    private ulong _firstHigh;
    private ulong _secondLow;
    private ulong _secondHigh;

    private int _firstPoint;
    private int _secondPoint;
    private uint _nonZeros;
    private byte _firstLeading;
    private byte _secondLeading;
    private bool _holds;

    /// <summary>Whether the two can be written so: both are from 2^-13 to below 2^49, as most amounts are, and the machine has the instructions.</summary>
    public readonly bool Holds => _holds;

    /// <summary>Finds the decimals of two values, where it <see cref="Holds"/> them.</summary>
    /// <param name="first">Any value.</param>
    /// <param name="second">Any value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(double first, double second)
    {
        ulong firstBits = BitConverter.DoubleToUInt64Bits(first);
        ulong secondBits = BitConverter.DoubleToUInt64Bits(second);
        _holds = false;
        if (!Avx2.IsSupported || !CommonDouble.Holds(firstBits) || !CommonDouble.Holds(secondBits))
            return;

        _holds = true;
        CommonDouble common = new(firstBits);
        _firstLow = common.Low;
        _firstHigh = common.High;
        _firstLeading = (byte)common.Leading;
        _firstPoint = common.Point;

        common = new(secondBits);
        _secondLow = common.Low;
        _secondHigh = common.High;
        _secondLeading = (byte)common.Leading;
        _secondPoint = common.Point;
    }

    /// <summary>Makes the digits of pairs that are <see cref="Set"/>.</summary>
    public static void Split(Span<DoublePair> pairs)
    {
        if (!Avx2.IsSupported)
            return;

        foreach (ref DoublePair pair in pairs)
        {
            Vector256<byte> digits = Digits.Split32(Vector256.LoadUnsafe(ref pair._firstLow));
            digits.AsUInt64().StoreUnsafe(ref pair._firstLow);
            pair._nonZeros = (uint)Avx2.MoveMask(digits + Vector256.Create((byte)0x7F));
        }
    }

    /// <summary>A pair of a block.</summary>
    /// <param name="pairs">The pairs of the block.</param>
    /// <param name="index">Which; not checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref DoublePair At(DoublePair[] pairs, int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(pairs), (uint)index);

    /// <summary>Writes the first number.</summary>
    /// <inheritdoc cref="NumberWriter.WriteDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int WriteFirst(ref byte start, int offset) =>
        NumberWriter.WriteCommon(ref start, offset, _firstLeading, _firstPoint, Vector128.LoadUnsafe(in _firstLow).AsByte(), _nonZeros);

    /// <summary>Writes the second number.</summary>
    /// <inheritdoc cref="NumberWriter.WriteDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int WriteSecond(ref byte start, int offset) =>
        NumberWriter.WriteCommon(ref start, offset, _secondLeading, _secondPoint, Vector128.LoadUnsafe(in _secondLow).AsByte(), _nonZeros >> 16);
}
