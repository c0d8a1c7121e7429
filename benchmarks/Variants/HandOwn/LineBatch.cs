using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Benchmarks.Variants.HandOwn;

/// <summary>
/// Up to 256 lines: first the digits that <see cref="LineScanner"/> found, then the numbers they make. Two steps, because
/// digits of many lines turn into numbers in vectors, with nothing that one line must wait for in another.
/// </summary>
internal sealed unsafe class LineBatch
{
    public const int Size = 256;

    private static readonly double[] _tens = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

    public int Count;

    /// <summary>A line's customer and amount, 8 digits each with zeros in front, as values from 0 to 9.</summary>
    public readonly Vector128<byte>* Digits = Allocate<Vector128<byte>>();

    /// <summary>3 bytes of anything, then the 13 digits of a line's time.</summary>
    public readonly Vector128<byte>* TimeDigits = Allocate<Vector128<byte>>();

    /// <summary>What the digits of a line's amount are to be divided by.</summary>
    public readonly double* Scales = Allocate<double>();

    public readonly int* Customers = Allocate<int>();
    public readonly double* Amounts = Allocate<double>();
    public readonly long* Times = Allocate<long>();

    public static readonly double* Tens = MakeTens();

    /// <summary>Turns the digits of customers and amounts into numbers, 4 lines at a time.</summary>
    public void ConvertCustomersAndAmounts()
    {
        var order = Vector256.Create(0, 4, 2, 6, 1, 5, 3, 7);
        for (var i = 0; i < Count; i += 4)
        {
            var numbers = Eights(Vector256.Load((byte*)(Digits + i)), Vector256.Load((byte*)(Digits + i + 2)), Vector256.Create((sbyte)10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
            numbers = Avx2.PermuteVar8x32(numbers, order);
            numbers.GetLower().Store(Customers + i);
            (Avx.ConvertToVector256Double(numbers.GetUpper()) / Vector256.Load(Scales + i)).Store(Amounts + i);
        }
    }

    /// <summary>Turns the digits of times into numbers, 4 lines at a time.</summary>
    public void ConvertTimes()
    {
        var weights = Vector256.Create((sbyte)0, 0, 0, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 0, 0, 0, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1);
        var zero = Vector256.Create((byte)'0');
        for (var i = 0; i < Count; i += 4)
        {
            // Lines 0 and 2 in the lower half, 1 and 3 in the upper; each as its high and its low 8 digits.
            var numbers = Eights(Vector256.Load((byte*)(TimeDigits + i)) ^ zero, Vector256.Load((byte*)(TimeDigits + i + 2)) ^ zero, weights).AsUInt64();
            var times = Avx2.Multiply(numbers.AsUInt32(), Vector256.Create(100_000_000U)) + (numbers >> 32);
            Avx2.Permute4x64(times, 0b11_01_10_00).Store((ulong*)Times + i);
        }
    }

    /// <summary>8 digits to a number, for four groups in each vector: by pairs, fours, eights.</summary>
    private static Vector256<int> Eights(Vector256<byte> first, Vector256<byte> second, Vector256<sbyte> tens)
    {
        var hundreds = Vector256.Create(100, (short)1, 100, 1, 100, 1, 100, 1, 100, 1, 100, 1, 100, 1, 100, 1);
        var thousands = Vector256.Create(10_000, (short)1, 10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1);
        var fours = Avx2.PackUnsignedSaturate(
            Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(first, tens), hundreds),
            Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(second, tens), hundreds));
        return Avx2.MultiplyAddAdjacent(fours.AsInt16(), thousands);
    }

    private static T* Allocate<T>() where T : unmanaged => (T*)NativeMemory.AlignedAlloc((nuint)((Size + 8) * sizeof(T)), 64);

    private static double* MakeTens()
    {
        var tens = Allocate<double>();
        _tens.CopyTo(new Span<double>(tens, _tens.Length));
        return tens;
    }
}
