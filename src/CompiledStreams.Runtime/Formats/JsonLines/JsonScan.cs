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
/// a length. What isn't as usual is noted, and looked at once at the record's end: until then each method moves on by no more than it says, so that one check
/// of the bytes in hand is enough for a record. Numbers are left as vectors of digits, see <see cref="DigitColumns"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct JsonScan
{
    private const int Longest = DigitVectors.Longest;

    private static readonly DoubleShape[] s_shapes = MakeShapes();

    private ref byte _at;
    private ref byte _line;
    private ref byte _next;
    private ref byte _bytes;
    private ref Vector128<byte> _slot;
    private ref Vector128<byte> _end;
    private ulong _odd;

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
        _slot = ref columns.First;
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
        _odd = 0;
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
        Vector256<byte> bytes = Vector256.LoadUnsafe(ref _at);
        Vector256<byte> tail = Vector256.LoadUnsafe(ref _at, (nuint)(uint)head.Tail);
        Vector256<byte> others = Vector256.SubtractSaturate(bytes, head.Greatest) | Vector256.SubtractSaturate(head.Least, bytes)
            | Vector256.SubtractSaturate(tail, head.TailGreatest) | Vector256.SubtractSaturate(head.TailLeast, tail);
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
    public void Literal(ReadOnlySpan<byte> literal)
    {
        ref byte expected = ref MemoryMarshal.GetReference(literal);
        if (literal.Length is >= sizeof(ulong) and <= 2 * sizeof(ulong))
            _odd |= Difference<ulong>(ref _at, ref expected, 0) | Difference<ulong>(ref _at, ref expected, literal.Length - sizeof(ulong));
        else if (literal.Length is >= sizeof(uint) and < sizeof(ulong))
            _odd |= Difference<uint>(ref _at, ref expected, 0) | Difference<uint>(ref _at, ref expected, literal.Length - sizeof(uint));
        else if (!MemoryMarshal.CreateReadOnlySpan(ref _at, literal.Length).SequenceEqual(literal))
            _odd = 1;

        _at = ref Unsafe.Add(ref _at, literal.Length);
    }

    /// <summary>Finds the digits of an integer. 17 bytes must be readable, and at most 16 are passed over.</summary>
    /// <param name="column">Where they go.</param>
    /// <param name="most">Most digits, so that every number of as many is in range; at most 15.</param>
    /// <param name="isSigned">Whether it may be negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Integer(int column, int most, bool isSigned)
    {
        Vector128<byte> bytes = Vector128.LoadUnsafe(ref _at) - Vector128.Create((byte)'0');
        int length = BitOperations.TrailingZeroCount(Digits.NotDigits(bytes) | 0x1_0000);
        DigitColumns.At(ref _slot, column) = Ssse3.Shuffle(bytes, Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Window), (nuint)(uint)length));
        if ((uint)(length - 1) >= (uint)most)
            length = Other(isSigned && length == 0 ? FindNegative(ref _at, most, ref DigitColumns.At(ref _slot, column)) : 0);
        else if (_at == '0' && length != 1)
            length = 0;

        _at = ref Unsafe.Add(ref _at, (nint)(uint)length);
    }

    /// <summary>Finds the digits of a number and the place of its point. 18 bytes must be readable, and at most 16 are passed over; an exponent isn't.</summary>
    /// <param name="column">Where the digits go, without the point, and in the next column what they are to be divided by.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Double(int column)
    {
        int point = Find(ref _at, ref DigitColumns.At(ref _slot, column), out int length, out double divisor);
        DigitColumns.DivisorAt(ref _slot, column + 1) = divisor;
        if (point == 0)
            length = Other(FindNegative(ref _at, ref DigitColumns.At(ref _slot, column), ref DigitColumns.DivisorAt(ref _slot, column + 1)));
        else if (_at == '0' && point != 1)
            length = 0;

        _at = ref Unsafe.Add(ref _at, (nint)(uint)length);
    }

    /// <summary>Ends a record: its brace, and the line's end behind it, LF or CRLF. False where something in it wasn't as usual.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool End()
    {
        if (!Unsafe.AreSame(ref Unsafe.Add(ref _at, 2), ref _next) && !(Unsafe.AreSame(ref Unsafe.Add(ref _at, 3), ref _next) && Unsafe.Add(ref _at, 1) == '\r'))
            return false;

        if ((_odd | ((ulong)_at ^ '}')) != 0)
            return false;

        _line = ref _next;
        _slot = ref Unsafe.Add(ref _slot, 1);
        return true;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Difference<T>(ref byte left, ref byte right, int offset)
        where T : unmanaged, IBinaryInteger<T> =>
        ulong.CreateTruncating(Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref left, offset)) ^ Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref right, offset)));

    /// <summary>Finds the digits of an integer behind a minus sign; returns the length of both, or 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindNegative(ref byte at, int most, ref Vector128<byte> digits)
    {
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

    /// <summary>Notes a value that isn't as usual: its length is 0. One with a length, but of a wrong shape, is noticed by the literal behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Other(int length)
    {
        if (length == 0)
            _odd = 1;

        return length;
    }

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
