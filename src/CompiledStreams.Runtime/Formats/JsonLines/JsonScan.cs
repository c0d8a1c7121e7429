using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Finds the values of many records whose lengths nobody can guess, before any of them is converted.</summary>
/// <remarks>
/// Where a record begins hangs on the line end before it alone, so that the processor works on several records at once; within a record nothing branches on
/// a length. Each method moves on by no more than it says, so that one check of the bytes in hand is enough for a record; false means that something isn't as
/// usual, and the record doesn't count. Numbers are left as vectors of digits, see <see cref="DigitColumns"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct JsonScan
{
    private const int Longest = DigitVectors.Longest;

    private static readonly DoubleShape[] s_shapes = MakeShapes();

    // So far ahead of a record its bytes are asked for: where a page ends, the processor's own guess ends too.
    private const int Ahead = 1024;

    private ref byte _at;
    private ref byte _line;
    private ref byte _next;
    private ref byte _bytes;
    private ref Vector128<byte> _slot;
    private ref Vector128<byte> _end;
    private readonly DigitColumns _columns;

    /// <summary>Begins at a record.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">Where the record begins.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    /// <param name="reach">The bytes from a record's begin on that may be looked at, whatever its values are.</param>
    /// <param name="columns">Where the digits go.</param>
    /// <param name="most">Most records.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonScan(ref byte start, int position, int end, int reach, DigitColumns columns, int most)
    {
        _line = ref Unsafe.Add(ref start, position);
        _bytes = ref Unsafe.Add(ref start, end);
        _columns = columns;
        _slot = ref columns.Begin();
        _end = ref Unsafe.Add(ref _slot, Math.Min(most, (end - position) / reach));
    }

    /// <summary>Whether this machine has the instructions.</summary>
    public static bool IsSupported => DigitVectors.IsSupported;

    /// <summary>How many bytes lie between a place and the first record that wasn't found to be as usual.</summary>
    public readonly int PositionFrom(ref byte start) => (int)Unsafe.ByteOffset(ref start, ref _line);

    /// <summary>How many records were.</summary>
    public readonly int CountIn(DigitColumns columns) => columns.CountTo(ref _slot);

    // Loaded from a length on, it moves as many digits to the end of a vector.
    internal static ReadOnlySpan<byte> Window =>
    [
        0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15,
    ];

    /// <summary>Begins the next record; false where there is none in hand, or no room for its values.</summary>
    /// <param name="least">The least length of a record, without its line end.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Begin(int least)
    {
        if (!Unsafe.IsAddressLessThan(ref _slot, ref _end))
            return false;

        _at = ref _line;
        Prefetch(ref Unsafe.Add(ref _line, Ahead));
        ref byte from = ref Unsafe.Add(ref _line, least);
        uint ends = Vector256.Equals(Vector256.LoadUnsafe(ref from), Vector256.Create((byte)'\n')).ExtractMostSignificantBits();
        if (ends == 0)
            return BeginLong(least + Vector256<byte>.Count);

        _next = ref Unsafe.Add(ref from, (nint)(uint)BitOperations.TrailingZeroCount(ends) + 1);
        return true;
    }

    /// <summary>Passes over a record's begin, and finds the digits of its integer; false where it begins otherwise, and nothing was passed over.</summary>
    /// <param name="head">How records usually begin.</param>
    /// <param name="column">Where the digits go.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Head(JsonHead head, int column)
    {
        Vector256<byte> others = Vector256.SubtractSaturate(Vector256.LoadUnsafe(ref _at) - head.Least, head.Range)
            | Vector256.SubtractSaturate(Vector256.LoadUnsafe(ref _at, (nuint)(uint)head.Tail) - head.TailLeast, head.TailRange);
        if (others != Vector256<byte>.Zero)
        {
            head.Misses++;
            return false;
        }

        Vector128<byte> digits = Vector128.LoadUnsafe(ref _at, (nuint)(uint)head.Before) - Vector128.Create((byte)'0');
        DigitColumns.At(ref _slot, column) = Ssse3.Shuffle(digits, head.Order);
        _at = ref Unsafe.Add(ref _at, (nint)(uint)head.Length);
        return true;
    }

    /// <summary>Passes over a literal.</summary>
    /// <param name="literal">A constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Literal(ReadOnlySpan<byte> literal)
    {
        if (!MemoryMarshal.CreateReadOnlySpan(ref _at, literal.Length).SequenceEqual(literal))
            return false;

        _at = ref Unsafe.Add(ref _at, literal.Length);
        return true;
    }

    /// <summary>Finds the digits of an integer. 17 bytes must be readable, and at most 16 are passed over.</summary>
    /// <param name="column">Where they go.</param>
    /// <param name="most">Most digits, so that every number of as many is in range; at most 15.</param>
    /// <param name="isSigned">Whether it may be negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Integer(int column, int most, bool isSigned)
    {
        Vector128<byte> bytes = Vector128.LoadUnsafe(ref _at) - Vector128.Create((byte)'0');
        int length = BitOperations.TrailingZeroCount(Digits.NotDigits(bytes) | 0x1_0000);
        DigitColumns.At(ref _slot, column) = Ssse3.Shuffle(bytes, Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Window), (nuint)(uint)length));
        if ((uint)(length - 1) >= (uint)most)
        {
            length = isSigned && length == 0 ? FindNegative(ref _at, most, ref DigitColumns.At(ref _slot, column), _columns) : 0;
            if (length == 0)
                return false;
        }
        else if (_at == '0' && length != 1)
        {
            return false;
        }

        _at = ref Unsafe.Add(ref _at, (nint)(uint)length);
        return true;
    }

    /// <summary>Finds the digits of a number and the place of its point. 18 bytes must be readable, and at most 16 are passed over; an exponent isn't.</summary>
    /// <param name="column">Where the digits go, without the point, and in the next column what they are to be divided by.</param>
    /// <remarks>A wrong shape has no length, and is noticed by what must stand behind it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Double(int column)
    {
        int point = Find(ref _at, ref DigitColumns.At(ref _slot, column), out int length, out double divisor);
        DigitColumns.DivisorAt(ref _slot, column + 1) = divisor;
        if (point == 0)
        {
            length = FindNegative(ref _at, ref DigitColumns.At(ref _slot, column), ref DigitColumns.DivisorAt(ref _slot, column + 1));
            if (length == 0)
                return false;
        }
        else if (_at == '0' && point != 1)
        {
            return false;
        }

        _at = ref Unsafe.Add(ref _at, (nint)(uint)length);
        return true;
    }

    /// <summary>Whether a record ends here: its brace, and the line's end behind it, LF or CRLF.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool End() =>
        _at == '}'
        && (Unsafe.AreSame(ref Unsafe.Add(ref _at, 2), ref _next) || (Unsafe.AreSame(ref Unsafe.Add(ref _at, 3), ref _next) && Unsafe.Add(ref _at, 1) == '\r'));

    /// <summary>The record counts; goes to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next()
    {
        _line = ref _next;
        _slot = ref Unsafe.Add(ref _slot, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(ref byte at, ref Vector128<byte> digits, out int length, out double divisor)
    {
        Vector128<byte> bytes = Vector128.LoadUnsafe(ref at) - Vector128.Create((byte)'0');
        uint points = Vector128.Equals(bytes, Vector128.Create(unchecked((byte)('.' - '0')))).ExtractMostSignificantBits();
        int others = Digits.NotDigits(bytes) | 0x1_0000;
        int point = BitOperations.TrailingZeroCount(others);
        ref DoubleShape shape = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(s_shapes),
            (nint)(uint)((point << 4) + BitOperations.TrailingZeroCount(others ^ (others & -others & (int)points))));
        digits = Ssse3.Shuffle(bytes, shape.Order);
        divisor = shape.Divisor;
        length = shape.Length;
        return point;
    }

    /// <summary>Finds the digits of an integer behind a minus sign, which its first byte notes; returns the length of both, or 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindNegative(ref byte at, int most, ref Vector128<byte> digits, DigitColumns columns)
    {
        columns.HasNegative = true;
        ref byte first = ref Unsafe.Add(ref at, 1);
        Vector128<byte> bytes = Vector128.LoadUnsafe(ref first) - Vector128.Create((byte)'0');
        int length = BitOperations.TrailingZeroCount(Digits.NotDigits(bytes) | 0x1_0000);
        digits = Ssse3.Shuffle(bytes, Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Window), (nuint)(uint)length)).WithElement(0, (byte)1);
        return at == '-' && length > 0 && length <= most && (first != '0' || length == 1) ? length + 1 : 0;
    }

    /// <summary>Finds the digits of a number behind a minus sign; returns the length of both, or 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindNegative(ref byte at, ref Vector128<byte> digits, ref double divisor)
    {
        ref byte first = ref Unsafe.Add(ref at, 1);
        int point = Find(ref first, ref digits, out int length, out double positive);
        divisor = -positive;
        return at == '-' && point != 0 && length != 0 && (first != '0' || point == 1) ? length + 1 : 0;
    }

    // Never faults, wherever it points.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref byte at) => Sse.Prefetch0(Unsafe.AsPointer(ref at));

    /// <summary>Looks for a line's end from a distance on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool BeginLong(nint distance)
    {
        int length = FindLineEnd(ref Unsafe.Add(ref _line, distance), (int)Unsafe.ByteOffset(ref _line, ref _bytes) - (int)distance);
        _next = ref Unsafe.Add(ref _line, distance + length + 1);
        return length >= 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindLineEnd(ref byte from, int length) => length <= 0 ? -1 : MemoryMarshal.CreateReadOnlySpan(ref from, length).IndexOf((byte)'\n');

    private static DoubleShape[] MakeShapes()
    {
        DoubleShape[] shapes = new DoubleShape[(16 << 4) + 17];
        for (int length = 1; length <= Longest; length++)
        {
            foreach (int point in Enumerable.Range(1, length).Where(p => p != length - 1))
                shapes[(point << 4) + length] = new DoubleShape(length, point);
        }

        return shapes;
    }

    /// <summary>How the digits of a number of some length, with its point in some place, move to the end of a vector.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private readonly struct DoubleShape
    {
        /// <summary>The shape of a length; the point is in it, or at its end where there is none.</summary>
        public DoubleShape(int length, int point)
        {
            Order = Digits.ToEnd(length, point);
            Divisor = PowersOfTen.Exact[point < length ? length - point - 1 : 0];
            Length = length;
        }

        public readonly Vector128<byte> Order;
        public readonly double Divisor;

        /// <summary>Its length; 0 where no number has the shape.</summary>
        public readonly int Length;
    }
}
