using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Two doubles on their way to text: their digits are made in one vector, then each is written where it belongs.</summary>
/// <remarks>Only for two that <see cref="Holds"/> says yes to. Make it before a record's first byte is written and call <see cref="WriteFirst"/> and
/// <see cref="WriteSecond"/> between the literals. The texts are those of <see cref="NumberWriter.WriteDouble"/>.
/// A line of an integer and two numbers of 17 digits takes about 21 ns on a 2.9 GHz Zen 5.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct DoublePair
{
    private readonly CommonDouble _first;
    private readonly CommonDouble _second;
    private readonly Vector256<byte> _digits;
    private readonly uint _nonZeros;

    /// <param name="first">A value.</param>
    /// <param name="second">A value that goes with it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoublePair(double first, double second)
    {
        _first = new(BitConverter.DoubleToUInt64Bits(first));
        _second = new(BitConverter.DoubleToUInt64Bits(second));
        const ulong Eight = 100_000_000;
        ulong firstHigh = _first.Sixteen / Eight;
        ulong secondHigh = _second.Sixteen / Eight;
        _digits = Digits.Split32(Vector256.Create(
            _first.Sixteen - (firstHigh * Eight), firstHigh, _second.Sixteen - (secondHigh * Eight), secondHigh));
        _nonZeros = (uint)Avx2.MoveMask(_digits + Vector256.Create((byte)0x7F));
    }

    /// <summary>Whether two doubles can be written so: both are from 2^-13 to below 2^49, as most amounts are, and the machine has the instructions.</summary>
    /// <param name="first">Any value.</param>
    /// <param name="second">Any value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds(double first, double second) =>
        Avx2.IsSupported && CommonDouble.Holds(BitConverter.DoubleToUInt64Bits(first)) && CommonDouble.Holds(BitConverter.DoubleToUInt64Bits(second));

    /// <summary>Writes the first number.</summary>
    /// <inheritdoc cref="NumberWriter.WriteDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteFirst(ref byte start, int offset) => NumberWriter.WriteCommon(ref start, offset, _first, _digits.GetLower(), (int)_nonZeros);

    /// <summary>Writes the second number.</summary>
    /// <inheritdoc cref="NumberWriter.WriteDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteSecond(ref byte start, int offset) => NumberWriter.WriteCommon(ref start, offset, _second, _digits.GetUpper(), (int)(_nonZeros >> 16));
}
