using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Two doubles on their way to text: their digits are made in one vector, then each is written where it belongs.</summary>
/// <remarks>Make it before a record's first byte is written and call <see cref="WriteFirst"/> and <see cref="WriteSecond"/> between the
/// literals. The texts are those of <see cref="NumberWriter.WriteDouble"/>, which writes both where one is negative or
/// lies outside 2^-13 to 2^49.
/// A line of an integer and two numbers of 17 digits takes about 21 ns on a 3.5 GHz Zen 5.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct DoublePair
{
    private const ulong One = 1_023UL << 52;

    private readonly CommonDouble _first;
    private readonly CommonDouble _second;
    private readonly Vector256<byte> _digits;
    private readonly double _firstValue;
    private readonly double _secondValue;
    private readonly uint _nonZeros;
    private readonly bool _isCommon;

    /// <param name="first">A finite value.</param>
    /// <param name="second">A finite value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoublePair(double first, double second)
    {
        _firstValue = first;
        _secondValue = second;
        if (!Avx2.IsSupported)
            return;

        // Ones stand in for what isn't common, so that every field has one origin and stays in its register.
        ulong firstBits = BitConverter.DoubleToUInt64Bits(first);
        ulong secondBits = BitConverter.DoubleToUInt64Bits(second);
        _isCommon = CommonDouble.Holds(firstBits) & CommonDouble.Holds(secondBits);
        if (!_isCommon)
            firstBits = secondBits = One;

        _first = new(firstBits);
        _second = new(secondBits);
        const ulong Eight = 100_000_000;
        ulong firstHigh = _first.Sixteen / Eight;
        ulong secondHigh = _second.Sixteen / Eight;
        _digits = Digits.Split32(Vector256.Create(
            _first.Sixteen - (firstHigh * Eight), firstHigh, _second.Sixteen - (secondHigh * Eight), secondHigh));
        _nonZeros = (uint)Avx2.MoveMask(_digits + Vector256.Create((byte)0x7F));
    }

    /// <summary>Writes the first number.</summary>
    /// <inheritdoc cref="NumberWriter.WriteDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteFirst(ref byte start, int offset) => _isCommon
        ? NumberWriter.WriteCommon(ref start, offset, _first, _digits.GetLower(), (int)_nonZeros)
        : NumberWriter.WriteDouble(ref start, offset, _firstValue);

    /// <summary>Writes the second number.</summary>
    /// <inheritdoc cref="NumberWriter.WriteDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteSecond(ref byte start, int offset) => _isCommon
        ? NumberWriter.WriteCommon(ref start, offset, _second, _digits.GetUpper(), (int)(_nonZeros >> 16))
        : NumberWriter.WriteDouble(ref start, offset, _secondValue);
}
