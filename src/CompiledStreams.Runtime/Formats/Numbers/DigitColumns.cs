using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

/// <summary>Number fields of a block of records: first the digits of each, then its values.</summary>
/// <remarks>One array, a column behind the other, so that all values of a record are at constant distances from its first.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DigitColumns
{
    /// <summary>Most records: as many as leave room in the first-level cache for the records themselves and their events.</summary>
    public const int MaxRecords = 128;

    private const int LineSize = 64;

    private readonly Vector128<byte>[] _columns;
    private readonly int _first;
    private readonly long[][] _integers;
    private readonly double[][] _doubles;

    /// <summary>Makes columns.</summary>
    /// <param name="count">How many; a floating-point field takes two.</param>
    public DigitColumns(int count)
    {
        // Pinned, so that it begins at a cache line and stays there.
        _columns = GC.AllocateArray<Vector128<byte>>((count * MaxRecords) + (LineSize / Unsafe.SizeOf<Vector128<byte>>()), pinned: true);
        nint begin = Marshal.UnsafeAddrOfPinnedArrayElement(_columns, 0);
        _first = (int)(-begin & (LineSize - 1)) / Unsafe.SizeOf<Vector128<byte>>();
        _integers = new long[count][];
        _doubles = new double[count][];
    }

    /// <summary>The first record's first column.</summary>
    internal ref Vector128<byte> First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_columns), _first);

    /// <summary>Whether an integer of the block may be negative.</summary>
    internal bool HasNegative { get; set; }

    /// <summary>Begins a block; returns the first record's first column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref Vector128<byte> Begin()
    {
        HasNegative = false;
        return ref First;
    }

    /// <summary>A column of the record whose first one is given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref Vector128<byte> At(ref Vector128<byte> slot, int column) => ref Unsafe.Add(ref slot, column * MaxRecords);

    /// <summary>What the digits in the column before are to be divided by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref double DivisorAt(ref Vector128<byte> slot, int column) => ref Unsafe.As<Vector128<byte>, double>(ref Unsafe.Add(ref slot, column * MaxRecords));

    /// <summary>The records found so far.</summary>
    /// <param name="slot">The first column of the record behind them.</param>
    internal int CountTo(ref Vector128<byte> slot) => (int)(Unsafe.ByteOffset(ref First, ref slot) / Unsafe.SizeOf<Vector128<byte>>());

    /// <summary>The values of a field of the first records.</summary>
    /// <param name="column">The field's column.</param>
    /// <param name="count">How many records.</param>
    public FieldValues<long> Integers(int column, int count)
    {
        long[] values = _integers[column] ??= new long[MaxRecords];
        DigitVectors.ToIntegers(ref At(ref First, column), count, HasNegative, ref MemoryMarshal.GetArrayDataReference(values));
        return new(ref MemoryMarshal.GetArrayDataReference(values));
    }

    /// <summary>The values of a field of the first records; the nearest double each, ties to even.</summary>
    /// <inheritdoc cref="Integers"/>
    public FieldValues<double> Doubles(int column, int count)
    {
        double[] values = _doubles[column] ??= new double[MaxRecords];
        DigitVectors.ToDoubles(ref At(ref First, column), ref DivisorAt(ref First, column + 1), count, ref MemoryMarshal.GetArrayDataReference(values));
        return new(ref MemoryMarshal.GetArrayDataReference(values));
    }
}
