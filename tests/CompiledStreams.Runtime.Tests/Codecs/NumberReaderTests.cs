using System.Globalization;
using System.Numerics;
using System.Text;

namespace CompiledStreams.Runtime.Tests.Codecs;

public sealed class NumberReaderTests
{
    private const int Many = 200_000;

    [Fact]
    public void Integers_of_each_width_are_read_as_the_framework_reads_them()
    {
        Integers<sbyte>(1);
        Integers<byte>(2);
        Integers<short>(3);
        Integers<ushort>(4);
        Integers<int>(5);
        Integers<uint>(6);
        Integers<long>(7);
        Integers<ulong>(8);
    }

    [Theory]
    [InlineData("", FieldError.Empty)]
    [InlineData("-", FieldError.NotANumber)]
    [InlineData("+1", FieldError.NotANumber)]
    [InlineData("01", FieldError.NotANumber)]
    [InlineData("-01", FieldError.NotANumber)]
    [InlineData("x", FieldError.NotANumber)]
    [InlineData("1x", FieldError.NotANumber)]
    [InlineData("1.0", FieldError.NotAnInteger)]
    [InlineData("1e3", FieldError.NotAnInteger)]
    [InlineData("2147483648", FieldError.OutOfRange)]
    [InlineData("-2147483649", FieldError.OutOfRange)]
    [InlineData("99999999999999999999999999", FieldError.OutOfRange)]
    public void A_bad_integer_has_a_reason(string text, FieldError error)
    {
        Assert.Equal(error, FieldParser.ParseInteger(Encoding.UTF8.GetBytes(text), out int value));
        Assert.Equal(0, error is FieldError.NotANumber && text == "1x" ? 0 : value);
    }

    [Theory]
    [InlineData("", FieldError.Empty)]
    [InlineData("-", FieldError.NotANumber)]
    [InlineData(".5", FieldError.NotANumber)]
    [InlineData("5.", FieldError.NotANumber)]
    [InlineData("05.5", FieldError.NotANumber)]
    [InlineData("00.5", FieldError.NotANumber)]
    [InlineData("+5", FieldError.NotANumber)]
    [InlineData("1e", FieldError.NotANumber)]
    [InlineData("1e+", FieldError.NotANumber)]
    [InlineData("1.2.3", FieldError.NotANumber)]
    [InlineData("1,5", FieldError.NotANumber)]
    [InlineData("NaN", FieldError.NotFinite)]
    [InlineData("-Infinity", FieldError.NotFinite)]
    [InlineData("1e400", FieldError.NotFinite)]
    public void A_bad_double_has_a_reason_at_each_expected_length(string text, FieldError error)
    {
        Assert.Equal(error, FieldParser.ParseDouble(Encoding.UTF8.GetBytes(text), out _));
        byte[] padded = Encoding.UTF8.GetBytes(text + "," + new string(' ', NumberReader.Slack));
        for (int guess = 0; guess <= 20; guess++)
        {
            int expected = guess;
            int next = NumberReader.ReadDouble(ref padded[0], 0, text.Length, ref expected, out _);
            Assert.NotEqual(next, text.Length == 0 ? 1 : text.Length);
        }
    }

    [Theory]
    [InlineData("007", 7.0)]
    [InlineData("+7", 7.0)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("-.5e1", -5.0)]
    [InlineData("+00.250", 0.25)]
    public void Delimited_text_tolerates_more(string text, double value)
    {
        Assert.Equal(FieldError.None, FieldParser.ParseDouble(Encoding.UTF8.GetBytes(text), out double read, NumberGrammar.Delimited));
        Assert.Equal(value, read);
        if (value == 7)
        {
            Assert.Equal(FieldError.None, FieldParser.ParseInteger(Encoding.UTF8.GetBytes(text), out short integer, NumberGrammar.Delimited));
            Assert.Equal(7, integer);
        }
    }

    [Fact]
    public void Doubles_are_read_as_the_framework_reads_them()
    {
        var random = new Random(11);
        int expected = 1;
        for (int i = 0; i < 3 * Many; i++)
        {
            string text = Decimal(random, i);
            int guess = (i & 64) == 0 ? text.Length : expected;
            double value = Read(text, guess, random, out expected);
            double right = double.Parse(text, CultureInfo.InvariantCulture);
            if (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(right))
                Assert.Fail($"{text} became {value:R} and not {right:R}");
        }

        static double Read(string text, int guess, Random random, out int expected)
        {
            Span<byte> bytes = Padded(text, random);
            expected = guess;
            int next = NumberReader.ReadDouble(ref bytes[0], 2, 2 + text.Length, ref expected, out double value);
            if (next != 2 + text.Length)
                Assert.Fail($"{text} ended at {next - 2}");
            return value;
        }
    }

    [Fact]
    public void A_length_seen_twice_is_expected_and_an_outlier_is_not()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("123.25,4.5,123.75," + new string(' ', NumberReader.Slack));
        int expected = 1;
        NumberReader.ReadDouble(ref bytes[0], 0, bytes.Length, ref expected, out _);
        NumberReader.ReadDouble(ref bytes[0], 0, bytes.Length, ref expected, out _);
        Assert.Equal(6, (byte)expected);
        NumberReader.ReadDouble(ref bytes[0], 7, bytes.Length, ref expected, out double outlier);
        Assert.Equal(4.5, outlier);
        Assert.Equal(6, (byte)expected);
    }

    [Fact]
    public void Floats_are_read_as_the_framework_reads_them()
    {
        var random = new Random(12);
        for (int i = 0; i < Many / 2; i++)
        {
            string text = (i & 1) == 0 ? Decimal(random, i) : BitConverter.Int32BitsToSingle(random.Next()).ToString("R", CultureInfo.InvariantCulture);
            float right = float.Parse(text, CultureInfo.InvariantCulture);
            if (!float.IsFinite(right) || text == "NaN")
                continue;

            Span<byte> bytes = Padded(text, random);
            int expected = text.Length;
            int next = NumberReader.ReadSingle(ref bytes[0], 2, 2 + text.Length, ref expected, out float value);
            if (next != 2 + text.Length || BitConverter.SingleToInt32Bits(value) != BitConverter.SingleToInt32Bits(right))
                Assert.Fail($"{text} became {value:R} and not {right:R}, next {next - 2}");
        }
    }

    [Fact]
    public void Halfway_decimals_round_to_even()
    {
        var random = new Random(13);
        for (int i = 0; i < 5_000; i++)
        {
            // The exact middle of two doubles, and a digit to either side of it.
            double below = BitConverter.UInt64BitsToDouble(((ulong)random.Next(1000, 1100) << 52) | ((ulong)random.NextInt64() >> 12));
            BigInteger middle = ExactInteger(below, out int shift);
            string text = shift >= 0 ? (middle << shift).ToString(CultureInfo.InvariantCulture)
                : (middle * BigInteger.Pow(5, -shift)).ToString(CultureInfo.InvariantCulture) + "e" + shift;
            foreach (string near in new[] { text, text.Contains('e', StringComparison.Ordinal) ? text : text + ".00001" })
            {
                Assert.Equal(FieldError.None, FieldParser.ParseDouble(Encoding.UTF8.GetBytes(near), out double value));
                Assert.Equal(double.Parse(near, CultureInfo.InvariantCulture), value);
            }
        }

        static BigInteger ExactInteger(double below, out int shift)
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(below);
            shift = (int)(bits >> 52) - 1_075 - 1;
            return ((((BigInteger)(bits & ((1UL << 52) - 1))) | (1UL << 52)) << 1) + 1;
        }
    }

    [Fact]
    public void Decimals_are_read_with_their_trailing_zeros()
    {
        var random = new Random(14);
        for (int i = 0; i < 60_000; i++)
        {
            var value = new decimal(random.Next(), random.Next(), (i & 1) * random.Next(), (i & 2) != 0, (byte)random.Next(29));
            string text = value.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(FieldError.None, FieldParser.ParseDecimal(Encoding.UTF8.GetBytes(text), out decimal read));
            Assert.Equal(text, read.ToString(CultureInfo.InvariantCulture));

            byte[] written = new byte[TimeWriter.MaxDecimalLength + NumberWriter.Slack];
            int end = TimeWriter.WriteDecimal(ref written[0], 0, value);
            Assert.Equal(text, Encoding.UTF8.GetString(written, 0, end));
        }

        Assert.Equal(FieldError.OutOfRange, FieldParser.ParseDecimal("79228162514264337593543950336"u8, out _));
    }

    [Theory]
    [InlineData("true", true, FieldError.None, FieldError.None)]
    [InlineData("false", false, FieldError.None, FieldError.None)]
    [InlineData("True", true, FieldError.NotABoolean, FieldError.None)]
    [InlineData("0", false, FieldError.NotABoolean, FieldError.None)]
    [InlineData("", false, FieldError.Empty, FieldError.Empty)]
    [InlineData("truer", false, FieldError.NotABoolean, FieldError.NotABoolean)]
    public void Booleans_are_words(string text, bool value, FieldError json, FieldError delimited)
    {
        Assert.Equal(json, FieldParser.ParseBoolean(Encoding.UTF8.GetBytes(text), out _));
        Assert.Equal(delimited, FieldParser.ParseBoolean(Encoding.UTF8.GetBytes(text), out bool read, NumberGrammar.Delimited));
        Assert.Equal(value, read);
    }

    [Fact]
    public void A_guid_is_read_back()
    {
        var guid = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        byte[] text = new byte[TimeWriter.MaxGuidLength];
        Assert.Equal(36, TimeWriter.WriteGuid(ref text[0], 0, guid));
        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", Encoding.UTF8.GetString(text));
        Assert.Equal(FieldError.None, FieldParser.ParseGuid(text, out Guid read));
        Assert.Equal(guid, read);
        Assert.Equal(FieldError.NotAGuid, FieldParser.ParseGuid(text.AsSpan(1), out _));
    }

    /// <summary>Reads each text at its right and at a wrong expected length, and past each end.</summary>
    private static void Integers<T>(int seed)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var random = new Random(seed);
        int last = 1;
        for (int i = 0; i < Many / 4; i++)
        {
            BigInteger number = (BigInteger)(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64)) * (i % 7 == 0 ? random.Next(1, 30) : 1);
            if (i < 6)
                number = BigInteger.CreateChecked(i < 3 ? T.MinValue : T.MaxValue) + (i % 3) - 1;
            string text = number.ToString(CultureInfo.InvariantCulture);
            bool fits = T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T right);
            Span<byte> bytes = Padded(text, random);
            foreach (int guess in new[] { text.Length, last, random.Next(0, 21) })
            {
                int expected = guess;
                int next = NumberReader.ReadInteger(ref bytes[0], 2, 2 + text.Length, ref expected, out T value);
                bool isRead = next == 2 + text.Length;
                if (isRead != fits || (fits ? value != right : next != -(int)FieldError.OutOfRange && next != -(int)FieldError.NotANumber))
                    Assert.Fail($"{text} became {value} ({typeof(T).Name}, expected {guess}, next {next}, seed {seed})");
            }

            last = text.Length;
        }
    }

    private static string Decimal(Random random, int i) => (i & 15) switch
    {
        0 => BitConverter.Int64BitsToDouble((long)(random.NextInt64() & ~(1L << 62)) | 1).ToString("R", CultureInfo.InvariantCulture),
        1 => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
        2 => $"{random.NextInt64() >> random.Next(63)}e{random.Next(-320, 280)}",
        3 => $"-{random.NextInt64() >> random.Next(63)}",
        4 => $"{random.NextInt64() >> random.Next(63)}.{random.NextInt64()}{random.NextInt64()}",
        5 => $"{random.Next(100)}.{random.NextInt64():D19}E{random.Next(-30, 30)}",
        6 => $"-0.{random.NextInt64() >> random.Next(63):D3}",
        7 => $"{random.NextInt64() >> random.Next(10)}",
        _ => $"{(random.Next(2) == 0 ? "-" : "")}{random.NextInt64() >> random.Next(30, 63)}.{random.NextInt64() >> random.Next(30, 63)}",
    };

    [ThreadStatic]
    private static byte[]? buffer;

    private static Span<byte> Padded(string text, Random random)
    {
        Span<byte> bytes = buffer ??= new byte[160];
        random.NextBytes(bytes);
        Encoding.UTF8.GetBytes(text, bytes[2..]);
        bytes[2 + text.Length] = ",} \n]"u8[random.Next(5)];
        return bytes;
    }
}
