using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Two doubles of a record on their way to text.</summary>
/// <remarks>A block of records goes through three loops: <see cref="Set"/> multiplies, <see cref="Split"/> makes the digits, four numbers in a vector, and <see cref="WriteFirst"/> and <see cref="WriteSecond"/> put them between the literals. In one loop a record's steps would wait for one another,
/// and there are more of them than the processor looks ahead. The texts are those of <see cref="NumberWriter.WriteDouble"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 64)]
public struct DoublePair
{
    /// <summary>The pairs of a block: few enough to stay in the first-level cache with their events and their text.</summary>
    public const int Block = 64;

    // The digits, last one first, of both numbers; before, eight digits each as a number, last ones first; before that the products' integers, and their rests.
    private ulong _firstInteger;
    private ulong _secondInteger;
    private ulong _firstRest;
    private ulong _secondRest;

    // Half of the rounding intervals, and then the leading digits.
    private ulong _firstHalf;
    private ulong _secondHalf;

    private int _firstPoint;
    private int _secondPoint;
    private uint _nonZeros;
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
        _firstPoint = CommonDouble.Multiply(firstBits, out _firstInteger, out _firstRest, out _firstHalf);
        _secondPoint = CommonDouble.Multiply(secondBits, out _secondInteger, out _secondRest, out _secondHalf);
    }

    /// <summary>Makes the digits of pairs that are <see cref="Set"/>.</summary>
    public static void Split(Span<DoublePair> pairs)
    {
        if (!Avx2.IsSupported)
            return;

        // Two loops, so that more of each is under way at a time.
        Finish(pairs);
        foreach (ref DoublePair pair in pairs)
        {
            Vector256<byte> digits = Digits.Split32(Vector256.LoadUnsafe(ref pair._firstInteger));
            digits.AsUInt64().StoreUnsafe(ref pair._firstInteger);
            pair._nonZeros = (uint)Avx2.MoveMask(digits + Vector256.Create((byte)0x7F));
        }
    }

    private static void Finish(Span<DoublePair> pairs)
    {
        for (; pairs.Length >= 2; pairs = pairs[2..])
            Finish(ref pairs[0], ref pairs[1]);

        if (!pairs.IsEmpty)
        {
            DoublePair none = default;
            Finish(ref pairs[0], ref none);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(ref DoublePair one, ref DoublePair other)
    {
        (Vector256<ulong> low, Vector256<ulong> high, Vector256<ulong> leading) = CommonDouble.Finish(
            Both(in one._firstInteger, in other._firstInteger), Both(in one._firstRest, in other._firstRest), Both(in one._firstHalf, in other._firstHalf));
        leading.GetLower().StoreUnsafe(ref one._firstHalf);
        leading.GetUpper().StoreUnsafe(ref other._firstHalf);

        Vector256<ulong> firsts = Avx2.UnpackLow(low, high);
        Vector256<ulong> seconds = Avx2.UnpackHigh(low, high);
        firsts.GetLower().StoreUnsafe(ref one._firstInteger);
        seconds.GetLower().StoreUnsafe(ref one._firstRest);
        firsts.GetUpper().StoreUnsafe(ref other._firstInteger);
        seconds.GetUpper().StoreUnsafe(ref other._firstRest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Both(ref readonly ulong one, ref readonly ulong other) =>
        Vector256.Create(Vector128.LoadUnsafe(in one), Vector128.LoadUnsafe(in other));

    /// <summary>Writes the first number.</summary>
    /// <inheritdoc cref="NumberWriter.WriteDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int WriteFirst(ref byte start, int offset) =>
        NumberWriter.WriteCommon(ref start, offset, (uint)_firstHalf, _firstPoint, Vector128.LoadUnsafe(in _firstInteger).AsByte(), _nonZeros);

    /// <summary>Writes the second number.</summary>
    /// <inheritdoc cref="NumberWriter.WriteDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int WriteSecond(ref byte start, int offset) =>
        NumberWriter.WriteCommon(ref start, offset, (uint)_secondHalf, _secondPoint, Vector128.LoadUnsafe(in _firstRest).AsByte(), _nonZeros >> 16);
}
