using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Runtime;

/// <summary>Reads numbers that usually look alike: as many digits, and the point in the same place.</summary>
/// <remarks>
/// The usual shape says which of the 16 bytes must be digits, where a point and an end must be, and how to shuffle the digits to the right. One
/// compare of a bit mask then checks all of it, and the next field's place is known by a predicted branch. A number of another shape is looked at again with
/// its own; only those of more than 15 characters or with an exponent go to <see cref="NumberReader"/>.
/// What follows the number is the caller's to check, and 32 bytes from the position on must be readable.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonNumber
{
    private const int Longest = 15;

    private static readonly Shape[] s_shapes = MakeShapes();

    /// <summary>Reads an integer.</summary>
    /// <typeparam name="T">A primitive integer.</typeparam>
    /// <param name="start">The buffer.</param>
    /// <param name="position">Where the number begins.</param>
    /// <param name="shape">The usual shape of this field's numbers; changes when another becomes usual.</param>
    /// <param name="value">The number.</param>
    /// <returns>The position behind it, or a negative number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadInteger<T>(ref byte start, int position, ref JsonShape shape, out T value)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        int known = shape.Usual;
        if (TryRead(ref Unsafe.Add(ref start, position), known, out ulong digits, out _))
        {
            value = T.CreateTruncating(digits);
            return position + (known >> 5);
        }

        int next = ReadOther(ref start, position, ref shape, out T other);
        value = other;
        return next;
    }

    /// <summary>Reads a double; the nearest one, ties to even.</summary>
    /// <inheritdoc cref="ReadInteger"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadDouble(ref byte start, int position, ref JsonShape shape, out double value)
    {
        int known = shape.Usual;
        ref byte at = ref Unsafe.Add(ref start, position);
        if (TryRead(ref at, known, out ulong digits, out double divisor) && HasPoint(ref at, known) && (Unsafe.Add(ref at, known >> 5) | 0x20) != 'e')
        {
            // Both are exact, so that the quotient is rounded once.
            value = (long)digits / divisor;
            return position + (known >> 5);
        }

        int next = ReadOther(ref start, position, ref shape, out double other);
        value = other;
        return next;
    }

    /// <summary>Reads a float; the nearest one, ties to even.</summary>
    /// <inheritdoc cref="ReadInteger"/>
    public static int ReadSingle(ref byte start, int position, ref JsonShape shape, out float value)
    {
        int known = shape.Usual;
        ref byte at = ref Unsafe.Add(ref start, position);
        if (TryRead(ref at, known, out ulong digits, out double divisor) && HasPoint(ref at, known) && digits <= 1 << 24 && divisor <= 1e10 && (Unsafe.Add(ref at, known >> 5) | 0x20) != 'e')
        {
            value = (int)digits / (float)divisor;
            return position + (known >> 5);
        }

        shape.Met(ShapeAt(ref at, mayHavePoint: true));
        return NumberReader.ReadSingle(ref start, position, position + NumberReader.Slack, out value);
    }

    /// <summary>Reads a Unix time in units of <paramref name="factor"/> microseconds, as microseconds.</summary>
    /// <inheritdoc cref="ReadInteger"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int ReadUnix(ref byte start, int position, int factor, ref JsonShape shape, out long value)
    {
        int known = shape.Usual;
        ref byte at = ref Unsafe.Add(ref start, position);
        if (TryRead(ref at, known, out ulong digits, out _) && Unsafe.Add(ref at, known >> 5) != '.')
        {
            value = (long)digits * factor;
            return position + (known >> 5);
        }

        int next = ReadOtherUnix(ref start, position, factor, ref shape, out long other);
        value = other;
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRead(ref byte at, int known, out ulong digits, out double divisor)
    {
        if (!Sse41.IsSupported)
        {
            digits = 0;
            divisor = 1;
            return false;
        }

        ref Shape shape = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_shapes), known);
        Vector128<byte> bytes = Vector128.LoadUnsafe(ref at) - Vector128.Create((byte)'0');
        digits = Digits.Join16(Ssse3.Shuffle(bytes, shape.Order));
        divisor = shape.Divisor;
        return (Digits.NotDigits(bytes) & shape.Mask) == shape.Pattern && (at != (byte)'0' || shape.MayStartWithZero);
    }

    /// <summary>Whether what isn't a digit inside a number is a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasPoint(ref byte at, int known)
    {
        int point = known & 0x1F;
        return point == known >> 5 || Unsafe.Add(ref at, point) == '.';
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadOther<T>(ref byte start, int position, ref JsonShape shape, out T value)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        int own = ShapeAt(ref Unsafe.Add(ref start, position), mayHavePoint: false);
        if (own >> 5 <= SafeDigits<T>() && TryRead(ref Unsafe.Add(ref start, position), own, out ulong digits, out _))
        {
            shape.Met(own);
            value = T.CreateTruncating(digits);
            return position + (own >> 5);
        }

        return NumberReader.ReadInteger(ref start, position, position + NumberReader.Slack, out value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadOther(ref byte start, int position, ref JsonShape shape, out double value)
    {
        bool isNegative = Unsafe.Add(ref start, position) == '-';
        int begin = isNegative ? position + 1 : position;
        ref byte at = ref Unsafe.Add(ref start, begin);
        int own = ShapeAt(ref at, mayHavePoint: true);
        if (TryRead(ref at, own, out ulong digits, out double divisor) && (Unsafe.Add(ref at, own >> 5) | 0x20) != 'e')
        {
            double magnitude = (long)digits / divisor;
            value = isNegative ? -magnitude : magnitude;
            if (!isNegative)
                shape.Met(own);

            return begin + (own >> 5);
        }

        return NumberReader.ReadDouble(ref start, position, position + NumberReader.Slack, out value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadOtherUnix(ref byte start, int position, int factor, ref JsonShape shape, out long value)
    {
        ref byte at = ref Unsafe.Add(ref start, position);
        int own = ShapeAt(ref at, mayHavePoint: false);
        int length = own >> 5;

        // Fifteen digits of milliseconds fit 64 bits as microseconds, and twelve of seconds.
        if (length <= (factor > 1_000 ? 12 : Longest) && TryRead(ref at, own, out ulong digits, out _) && Unsafe.Add(ref at, length) is not ((byte)'.' or (byte)'e' or (byte)'E'))
        {
            shape.Met(own);
            value = (long)digits * factor;
            return position + length;
        }

        return TimeReader.ReadUnix(ref start, position, position + NumberReader.Slack, factor switch { 1_000_000 => 6, 1_000 => 3, _ => 0 }, out value);
    }

    /// <summary>The shape of the number that begins here; 0 where it has none.</summary>
    private static int ShapeAt(ref byte at, bool mayHavePoint)
    {
        if (!Sse41.IsSupported)
            return 0;

        int others = Digits.NotDigits(Vector128.LoadUnsafe(ref at) - Vector128.Create((byte)'0')) | 0x1_0000;
        int point = BitOperations.TrailingZeroCount(others);
        if (point is 0 or > Longest)
            return 0;

        if (!mayHavePoint || Unsafe.Add(ref at, point) != '.')
            return Index(point, point);

        int length = BitOperations.TrailingZeroCount(others & (others - 1));
        return length <= Longest && length > point + 1 ? Index(length, point) : 0;
    }

    private static int SafeDigits<T>() => Unsafe.SizeOf<T>() switch { 1 => 2, 2 => 4, 4 => 9, _ => Longest };

    private static int Index(int length, int point) => (length << 5) | point;

    private static Shape[] MakeShapes()
    {
        Shape[] shapes = new Shape[(Longest + 1) << 5];
        for (int length = 1; length <= Longest; length++)
        {
            for (int point = 1; point <= length; point++)
                shapes[Index(length, point)] = new Shape(length, point);
        }

        // No number has the shape that there is at first.
        shapes[0] = Shape.None;
        return shapes;
    }

    /// <summary>What a number of some length, with its point in some place, must look like, and how its digits move to the right.</summary>
    private readonly struct Shape
    {
        /// <summary>The shape of a length; the point is in it, or at its end where there is none.</summary>
        public Shape(int length, int point)
        {
            Order = Digits.ToEnd(length, point);
            Divisor = PowersOfTen.Exact[point < length ? length - point - 1 : 0];
            Mask = (1 << (length + 1)) - 1;
            Pattern = (1 << length) | (1 << point);
            MayStartWithZero = point == 1;
        }

        private Shape(int pattern)
        {
            Pattern = pattern;
            Divisor = 1;
        }

        public static Shape None => new(pattern: 1);

        public readonly Vector128<byte> Order;
        public readonly double Divisor;
        public readonly int Mask;
        public readonly int Pattern;
        public readonly bool MayStartWithZero;
    }
}
