using System.Globalization;
using System.Numerics;
using System.Text;

namespace CompiledStreams.Runtime.Tests.Codecs;

public sealed class NumberWriterTests
{
    private const int Many = 200_000;

    [Fact]
    public void A_double_of_random_bits_is_written_as_the_framework_writes_it() =>
        Doubles(Many, 1, random => BitConverter.Int64BitsToDouble(random.NextInt64()));

    [Fact]
    public void An_amount_in_cents_is_written_as_the_framework_writes_it() =>
        Doubles(Many, 2, random => random.NextInt64(1L << random.Next(1, 55)) / 100.0);

    [Fact]
    public void A_running_average_is_written_as_the_framework_writes_it()
    {
        double total = 0;
        long count = 0;
        Doubles(Many, 3, random =>
        {
            total += random.Next(1, 100_000) / 100.0;
            return total / ++count;
        });
    }

    [Fact]
    public void A_running_total_is_written_as_the_framework_writes_it()
    {
        double total = 0;
        Doubles(Many / 2, 4, random => total += random.Next(1, 100_000) / 100.0);
    }

    [Fact]
    public void An_integral_double_is_written_as_the_framework_writes_it() =>
        Doubles(Many, 5, random => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(63));

    [Fact]
    public void A_double_with_few_digits_is_written_as_the_framework_writes_it() =>
        Doubles(Many, 6, random => double.Parse(
            $"{random.NextInt64(1L << random.Next(1, 60))}E{random.Next(-30, 30)}", CultureInfo.InvariantCulture));

    [Fact]
    public void A_power_and_its_neighbours_are_written_as_the_framework_writes_them()
    {
        IEnumerable<double> powers = Enumerable.Range(-1074, 2098).Select(e => Math.ScaleB(1.0, e))
            .Concat(Enumerable.Range(-323, 632).Select(e => double.Parse($"1E{e}", CultureInfo.InvariantCulture)));
        foreach (double power in powers)
        {
            foreach (double value in new[] { Math.BitDecrement(power), power, Math.BitIncrement(power), power * 3, power * 5, -power })
            {
                if (double.IsFinite(value))
                    Same(value);
            }
        }
    }

    [Fact]
    public void A_common_double_is_written_as_the_framework_writes_it() =>
        Doubles(Many / 2, 10, Common);

    [Fact]
    public void A_double_between_two_decimals_gets_the_even_digit() =>
        Doubles(Many / 4, 11, random => Math.ScaleB(random.NextInt64(1L << 52) | 1, -random.Next(1, 66)));

    [Fact]
    public void Two_doubles_are_written_as_the_framework_writes_each()
    {
        var random = new Random(12);
        for (int i = 0; i < Many / 4; i++)
        {
            double first = Value(random, i);
            double second = Value(random, i / 8);
            PairSame(first, second);
        }

        Assert.False(Pair(0, 1).Holds);
        Assert.False(Pair(1, -1).Holds);
        Assert.False(Pair(double.NaN, 1).Holds);
        Assert.False(Pair(1, 1L << 49).Holds);

        static double Value(Random random, int i) => (i & 7) switch
        {
            0 => 0,
            1 => BitConverter.Int64BitsToDouble(random.NextInt64() & ~(1L << 62)),
            2 => -Common(random),
            3 => random.Next(10_000) / 100.0,
            4 => 1L << random.Next(60),
            _ => Common(random),
        };
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(2.2250738585072014E-308)]
    [InlineData(9007199254740993.0)]
    [InlineData(4503599627370497.5)]
    [InlineData(999999999999999.9)]
    [InlineData(999999999999999.0)]
    [InlineData(1e15)]
    [InlineData(0.0001)]
    [InlineData(0.00012345678901234567)]
    [InlineData(0.00001)]
    [InlineData(9.5367431640625E-07)]
    public void A_boundary_double_is_written_as_the_framework_writes_it(double value)
    {
        Same(value);
        Same(-value);
    }

    [Fact]
    public void A_subnormal_double_is_written_as_the_framework_writes_it() =>
        Doubles(20_000, 7, random => BitConverter.Int64BitsToDouble(random.NextInt64(1L << random.Next(1, 53))));

    [Fact]
    public void A_float_is_written_as_the_framework_writes_it()
    {
        var random = new Random(8);
        for (int i = 0; i < 2 * Many; i++)
        {
            float value = (i & 3) switch
            {
                0 => random.Next(1_000_000) / 100f,
                1 => random.Next(1 << 28) >> random.Next(28),
                _ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
            };
            if (float.IsFinite(value))
                Same(value, NumberWriter.MaxSingleLength, NumberWriter.WriteSingle);
        }
    }

    [Fact]
    public void A_power_of_two_float_is_written_as_the_framework_writes_it()
    {
        for (int e = -149; e < 128; e++)
        {
            float power = MathF.ScaleB(1f, e);
            Same(power, NumberWriter.MaxSingleLength, NumberWriter.WriteSingle);
            Same(MathF.BitDecrement(power), NumberWriter.MaxSingleLength, NumberWriter.WriteSingle);
            Same(-MathF.BitIncrement(power), NumberWriter.MaxSingleLength, NumberWriter.WriteSingle);
        }
    }

    [Fact]
    public void Integers_of_each_width_and_length_are_written()
    {
        var random = new Random(9);
        for (int i = 0; i < Many; i++)
        {
            long bits = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            Integer(bits);
        }

        ulong power = 1;
        for (int digits = 1; digits <= 20; digits++, power *= 10)
        {
            Integer((long)power);
            Integer((long)(power - 1));
            Integer(-(long)power);
        }

        Integer(long.MinValue);
        Integer(long.MaxValue);
        Integer(int.MinValue);
        Integer(uint.MaxValue);

        static void Integer(long bits)
        {
            Same((int)bits, NumberWriter.MaxInt32Length, NumberWriter.WriteInt32);
            Same((uint)bits, NumberWriter.MaxUInt32Length, NumberWriter.WriteUInt32);
            Same(bits, NumberWriter.MaxInt64Length, NumberWriter.WriteInt64);
            Same((ulong)bits, NumberWriter.MaxUInt64Length, NumberWriter.WriteUInt64);
        }
    }

    [Fact]
    public void The_powers_of_ten_are_those_of_exact_arithmetic()
    {
        for (int power = PowersOfTen.Least; power <= PowersOfTen.Greatest; power++)
        {
            BigInteger ten = BigInteger.Pow(10, Math.Abs(power));
            BigInteger scaled = power >= 0 ? ten << 1100 : (BigInteger.One << 2300) / ten;
            BigInteger expected = scaled >> ((int)scaled.GetBitLength() - 128);
            int row = 2 * (power - PowersOfTen.Least);
            Assert.Equal(expected, ((BigInteger)PowersOfTen.Significands[row] << 64) + PowersOfTen.Significands[row + 1]);
        }

        Assert.Equal(2 * (PowersOfTen.Greatest - PowersOfTen.Least + 1), PowersOfTen.Significands.Length);
        for (int power = 0; power < PowersOfTen.Exact.Length; power++)
            Assert.Equal((double)BigInteger.Pow(10, power), PowersOfTen.Exact[power]);
        for (int power = 0; power < PowersOfTen.Integral.Length; power++)
            Assert.Equal((ulong)BigInteger.Pow(10, power), PowersOfTen.Integral[power]);
    }

    [Fact]
    public void The_units_of_common_doubles_are_those_of_exact_arithmetic()
    {
        for (int row = 0; 2 * row < CommonDouble.Units.Length; row++)
        {
            // The unit is 2^-exponent, and the greatest 10^n below 2^exponent makes a tenth to one of it.
            int exponent = 1_075 - (1_023 - 13 + row);
            int n = (BigInteger.One << exponent).ToString(CultureInfo.InvariantCulture).Length - 1;
            BigInteger scaled = BigInteger.Pow(10, n) << 64;
            Assert.Equal(0, scaled % (BigInteger.One << exponent));
            Assert.Equal(scaled >> exponent, CommonDouble.Units[2 * row]);
            Assert.Equal(15 - n, (long)CommonDouble.Units[(2 * row) + 1]);
        }
    }

    /// <summary>2^-14 to 2^50 and its ends, so that both sides of the range are met.</summary>
    private static double Common(Random random) => random.Next(64) switch
    {
        0 => Math.BitDecrement(Math.ScaleB(1.0, random.Next(-14, 51))),
        1 => Math.BitIncrement(Math.ScaleB(1.0, random.Next(-14, 51))),
        2 => random.Next(1, 1_000_000) / 1000.0,
        _ => BitConverter.Int64BitsToDouble((random.NextInt64(1_023 - 14, 1_023 + 50) << 52) | random.NextInt64(1L << 52)),
    };

    private static DoublePair Pair(double first, double second)
    {
        DoublePair pair = default;
        pair.Set(first, second);
        DoublePair.Split(new Span<DoublePair>(ref pair));
        return pair;
    }

    private static void PairSame(double first, double second)
    {
        DoublePair pair = Pair(first, second);
        if (!pair.Holds)
            return;

        Span<byte> text = stackalloc byte[96];
        int end = pair.WriteFirst(ref text[0], 0);
        text[end++] = (byte)',';
        end = pair.WriteSecond(ref text[0], end);
        Span<byte> expected = stackalloc byte[64];
        first.TryFormat(expected, out int length, default, CultureInfo.InvariantCulture);
        expected[length++] = (byte)',';
        second.TryFormat(expected[length..], out int behind, default, CultureInfo.InvariantCulture);
        if (!text[..end].SequenceEqual(expected[..(length + behind)]))
            Assert.Fail($"{Encoding.UTF8.GetString(text[..end])} was written for {first:R} and {second:R}");
    }

    private delegate int Write<T>(ref byte start, int offset, T value);

    private static void Doubles(int count, int seed, Func<Random, double> next)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            double value = next(random);
            if (double.IsFinite(value))
                Same(value);
        }
    }

    private static void Same(double value) => Same(value, NumberWriter.MaxDoubleLength, NumberWriter.WriteDouble);

    /// <summary>Writes behind a guard, compares with the framework and checks that no byte before, or behind the slack, changed.</summary>
    private static void Same<T>(T value, int maxLength, Write<T> write)
        where T : IUtf8SpanFormattable
    {
        const int Offset = 3;
        Span<byte> expected = stackalloc byte[64];
        value.TryFormat(expected, out int length, default, CultureInfo.InvariantCulture);
        Span<byte> actual = stackalloc byte[96];
        actual.Fill(0xEE);
        int end = write(ref actual[0], Offset, value);

        if (!actual[Offset..end].SequenceEqual(expected[..length]))
            Assert.Fail($"{Encoding.UTF8.GetString(actual[Offset..end])} was written for {value:R}");
        int touched = actual.LastIndexOfAnyExcept((byte)0xEE);
        if (actual[..Offset].ContainsAnyExcept((byte)0xEE) || length > maxLength || touched >= Offset + maxLength + NumberWriter.Slack)
            Assert.Fail($"{value:R} has {length} bytes and touched {touched - Offset + 1}");
    }
}
