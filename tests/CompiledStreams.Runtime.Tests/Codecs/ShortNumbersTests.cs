using System.Globalization;
using System.Text;

namespace CompiledStreams.Runtime.Tests.Codecs;

public sealed class ShortNumbersTests
{
    private const int Before = 9;

    [Fact]
    public void Every_integer_below_a_hundred_million_is_read_as_the_framework_reads_it()
    {
        var random = new Random(21);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 100_000; i++)
        {
            int number = random.Next(100_000_000) >> random.Next(27);
            int length = Put(bytes, number.ToString(CultureInfo.InvariantCulture), random);
            Assert.True(ShortNumbers.TryRead(ref bytes[0], Before, out int next, out int value));
            Assert.Equal((Before + length, number), (next, value));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("x1")]
    public void An_integer_in_another_form_is_refused(string text)
    {
        byte[] bytes = new byte[64];
        Put(bytes, text, new Random(22));
        Assert.False(ShortNumbers.TryRead(ref bytes[0], Before, out _, out _));
    }

    [Fact]
    public void A_ninth_digit_stands_where_the_number_ends()
    {
        byte[] bytes = new byte[64];
        Put(bytes, "123456789", new Random(23));
        ShortNumbers.TryRead(ref bytes[0], Before, out int next, out _);
        Assert.Equal((byte)'9', bytes[next]);
    }

    [Fact]
    public void A_decimal_is_read_exactly_when_it_is_plain_and_then_as_the_framework_reads_it()
    {
        var random = new Random(24);
        byte[] bytes = new byte[64];
        int plain = 0;
        for (int i = 0; i < 100_000; i++)
        {
            string text = (i & 3) switch
            {
                0 => (random.Next(1, 10_000) / 100.0).ToString(CultureInfo.InvariantCulture),
                1 => random.Next(10_000).ToString(CultureInfo.InvariantCulture) + "." + random.Next(1000).ToString("D3", CultureInfo.InvariantCulture),
                _ => new string(random.GetItems("00123456789..-eE+x\u00e9".AsSpan(), random.Next(0, 10))),
            };
            int length = Put(bytes, text, random);
            bool isRead = ShortNumbers.TryReadBefore(ref bytes[0], Before, Before + length, out double value);
            bool isPlain = IsPlain(text);
            plain += isPlain ? 1 : 0;
            if (isRead != isPlain || (isPlain && value != double.Parse(text, CultureInfo.InvariantCulture)))
                Assert.Fail($"{text} became {isRead}, {value:R}");
        }

        Assert.InRange(plain, 40_000, 99_999);
    }

    [Fact]
    public void A_newline_is_found_at_each_distance_or_not_at_all()
    {
        byte[] bytes = new byte[200];
        for (int at = 0; at < 160; at++)
        {
            Array.Fill(bytes, (byte)'a');
            bytes[at] = (byte)'\n';
            for (int position = 0; position < 100; position += 7)
            {
                foreach (int end in new[] { 60, 100, 160 })
                {
                    int expected = at >= position && at < end ? at : -1;
                    Assert.Equal(expected, ShortNumbers.FindNewline(ref bytes[0], position, end));
                }
            }
        }
    }

    /// <summary>1 to 8 characters in JSON's grammar, without sign and exponent.</summary>
    private static bool IsPlain(string text)
    {
        string[] parts = text.Split('.');
        return text.Length is >= 1 and <= 8
            && parts.Length <= 2
            && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit))
            && (parts[0] == "0" || parts[0][0] != '0');
    }

    private static int Put(byte[] bytes, string text, Random random)
    {
        random.NextBytes(bytes);
        int length = Encoding.UTF8.GetBytes(text, bytes.AsSpan(Before));
        bytes[Before + length] = ",} \n]"u8[random.Next(5)];
        return length;
    }
}
