using System.Globalization;
using System.Text;

namespace CompiledStreams.Runtime.Tests.Codecs;

public sealed class TimeTests
{
    private static readonly long Least = -DateTime.UnixEpoch.Ticks / 10;
    private static readonly long Greatest = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / 10;

    [Fact]
    public void A_timestamp_is_written_and_read_as_a_DateTime()
    {
        var random = new Random(21);
        for (int i = 0; i < 200_000; i++)
        {
            long micros = Micros(random, i);
            DateTime time = DateTime.UnixEpoch.AddTicks(micros * 10);
            string fraction = micros % 1_000_000 == 0 ? "" : micros % 1_000 == 0 ? ".fff" : ".ffffff";
            string expected = time.ToString($"yyyy-MM-ddTHH:mm:ss{fraction}Z", CultureInfo.InvariantCulture);
            string text = Write(TimeFormat.Iso8601, micros);
            if (text != expected)
                Assert.Fail($"{micros} became {text} and not {expected}");
            Assert.Equal(FieldError.None, FieldParser.ParseIso8601(Encoding.UTF8.GetBytes(text), out long read));
            Assert.Equal(micros, read);
        }
    }

    [Theory]
    [InlineData("yyyyMMdd")]
    [InlineData("yyyy-MM-dd HH:mm:ss")]
    [InlineData("dd/MMM/yyyy:HH:mm:ss.ffffff")]
    [InlineData("yyyy'-W'MM\\ddd HH.mm.ss,fff")]
    [InlineData("yyyyMMddTHHmmss")]
    public void A_pattern_is_written_and_read_as_the_framework_does(string pattern)
    {
        var random = new Random(22);
        TimeFormat format = TimeFormat.Parse(pattern);
        for (int i = 0; i < 20_000; i++)
        {
            long micros = Micros(random, i);
            DateTime time = DateTime.UnixEpoch.AddTicks(micros * 10);
            string expected = time.ToString(pattern, CultureInfo.InvariantCulture);
            Assert.Equal(expected, Write(format, micros));
            Assert.Equal(FieldError.None, FieldParser.ParseTime(Encoding.UTF8.GetBytes(expected), format, out long read));
            Assert.Equal(DateTime.ParseExact(expected, pattern, CultureInfo.InvariantCulture), DateTime.UnixEpoch.AddTicks(read * 10));
        }
    }

    [Theory]
    [InlineData("17/May/2015:10:05:03 +0000", 1431857103L)]
    [InlineData("17/may/2015:12:05:03 +0200", 1431857103L)]
    [InlineData("17/May/2015:04:35:03 -05:30", 1431857103L)]
    public void The_time_of_an_access_log_is_read(string text, long seconds)
    {
        TimeFormat format = TimeFormat.Parse("dd/MMM/yyyy:HH:mm:ss zzz");
        Assert.Equal(FieldError.None, FieldParser.ParseTime(Encoding.UTF8.GetBytes(text), format, out long micros));
        Assert.Equal(seconds * 1_000_000, micros);
        Assert.Equal("17/May/2015:10:05:03 +00:00", Write(format, micros));
    }

    [Theory]
    [InlineData("2024-02-29", "2024-02-29T00:00:00")]
    [InlineData("2024-02-29T12:34", "2024-02-29T12:34:00")]
    [InlineData("2024-02-29 12:34:56.7", "2024-02-29T12:34:56.7")]
    [InlineData("2024-02-29T12:34:56.123456789Z", "2024-02-29T12:34:56.123456")]
    [InlineData("2024-02-29T00:30:00+02:00", "2024-02-28T22:30:00")]
    [InlineData("1969-12-31T23:59:59.9999999-01", "1970-01-01T00:59:59.999999")]
    public void Each_form_of_ISO_8601_is_read(string text, string utc)
    {
        Assert.Equal(FieldError.None, FieldParser.ParseIso8601(Encoding.UTF8.GetBytes(text), out long micros));
        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture), DateTime.UnixEpoch.AddTicks(micros * 10));
    }

    [Theory]
    [InlineData("", FieldError.Empty)]
    [InlineData("2023-02-29", FieldError.NotATime)]
    [InlineData("2024-13-01", FieldError.NotATime)]
    [InlineData("2024-00-01", FieldError.NotATime)]
    [InlineData("0000-01-01", FieldError.NotATime)]
    [InlineData("2024-01-32", FieldError.NotATime)]
    [InlineData("2024-01-00", FieldError.NotATime)]
    [InlineData("2024-01-01T24:00", FieldError.NotATime)]
    [InlineData("2024-01-01T12:60", FieldError.NotATime)]
    [InlineData("2024-01-01T12:34:60", FieldError.NotATime)]
    [InlineData("2024-01-01T12:34:56.", FieldError.NotATime)]
    [InlineData("2024-01-01T12:34:56+1", FieldError.NotATime)]
    [InlineData("2024-01-01T12:34:56+01:", FieldError.NotATime)]
    [InlineData("2024-01-01x", FieldError.NotATime)]
    [InlineData("2024/01/01", FieldError.NotATime)]
    public void A_bad_time_has_a_reason(string text, FieldError error) =>
        Assert.Equal(error, FieldParser.ParseIso8601(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("1700000000", 6, 1_700_000_000_000_000L)]
    [InlineData("1700000000.123", 6, 1_700_000_000_123_000L)]
    [InlineData("1.7e9", 6, 1_700_000_000_000_000L)]
    [InlineData("1700000000003", 3, 1_700_000_000_003_000L)]
    [InlineData("-1700000000003.5", 3, -1_700_000_000_003_500L)]
    [InlineData("1700000000003004", 0, 1_700_000_000_003_004L)]
    [InlineData("9223372036854775807", 0, long.MaxValue)]
    [InlineData("9223372036854775807", 3, null)]
    [InlineData("99999999999999", 6, null)]
    public void A_unix_time_is_read_in_its_unit(string text, int scale, long? micros)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text + "}" + new string(' ', NumberReader.Slack));
        for (int guess = 0; guess <= 20; guess++)
        {
            int expected = guess;
            int next = TimeReader.ReadUnix(ref bytes[0], 0, text.Length, scale, ref expected, out long read);
            Assert.Equal(micros is null ? -(int)FieldError.OutOfRange : text.Length, next);
            Assert.Equal(micros ?? 0, micros is null ? 0 : read);
        }
    }

    [Theory]
    [InlineData(1_750_000, "1.75", "1750", "1750000")]
    [InlineData(-1_750_000, "-1.75", "-1750", "-1750000")]
    [InlineData(-250_500, "-0.2505", "-250.5", "-250500")]
    [InlineData(1_000_001, "1.000001", "1000.001", "1000001")]
    [InlineData(1_700_000_000_000_000, "1700000000", "1700000000000", "1700000000000000")]
    [InlineData(0, "0", "0", "0")]
    [InlineData(long.MinValue, "-9223372036854.775808", "-9223372036854775.808", "-9223372036854775808")]
    public void Unix_times_are_written_with_the_fraction_that_they_have(long micros, string seconds, string milliseconds, string microseconds) => Assert.Equal(
        (seconds, milliseconds, microseconds),
        (Write(TimeFormat.UnixSeconds, micros), Write(TimeFormat.UnixMilliseconds, micros), Write(TimeFormat.UnixMicroseconds, micros)));

    [Fact]
    public void Unix_times_are_read_back_as_they_were_written()
    {
        Random random = new(24);
        for (int i = 0; i < 100_000; i++)
        {
            long micros = random.NextInt64(long.MinValue + 1, long.MaxValue) >> random.Next(64);
            foreach (TimeFormat format in (TimeFormat[])[TimeFormat.UnixSeconds, TimeFormat.UnixMilliseconds, TimeFormat.UnixMicroseconds])
            {
                string text = Write(format, micros);
                Assert.True(text.Length <= format.MaxLength, text);
                Assert.Equal(FieldError.None, FieldParser.ParseTime(Encoding.UTF8.GetBytes(text), format, out long read));
                Assert.Equal(micros, read);
                Assert.Equal((decimal)micros / Unit(format), decimal.Parse(text, CultureInfo.InvariantCulture));
            }
        }

        static decimal Unit(TimeFormat format) => format == TimeFormat.UnixSeconds ? 1_000_000 : format == TimeFormat.UnixMilliseconds ? 1_000 : 1;
    }

    [Fact]
    public void Dates_times_of_day_durations_and_offsets_are_read_back()
    {
        var random = new Random(23);
        byte[] buffer = new byte[64];
        for (int i = 0; i < 50_000; i++)
        {
            var date = DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1));
            int end = TimeWriter.WriteDate(ref buffer[0], 0, date);
            Assert.Equal(date.ToString("O", CultureInfo.InvariantCulture), Encoding.UTF8.GetString(buffer, 0, end));
            Assert.Equal(FieldError.None, FieldParser.ParseDate(buffer.AsSpan(0, end), out DateOnly readDate));
            Assert.Equal(date, readDate);

            long unit = (i % 4) switch { 0 => 1, 1 => 10, 2 => 10_000, _ => 10_000_000 };
            var clock = new TimeOnly(random.NextInt64(TimeOnly.MaxValue.Ticks) / unit * unit);
            end = TimeWriter.WriteTimeOfDay(ref buffer[0], 0, clock);
            Assert.Equal(clock, TimeOnly.Parse(Encoding.UTF8.GetString(buffer, 0, end), CultureInfo.InvariantCulture));
            Assert.Equal(FieldError.None, FieldParser.ParseTimeOfDay(buffer.AsSpan(0, end), out TimeOnly readClock));
            Assert.Equal(clock, readClock);

            var duration = new TimeSpan(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(63));
            end = TimeWriter.WriteDuration(ref buffer[0], 0, duration);
            Assert.Equal(duration.ToString("c", CultureInfo.InvariantCulture), Encoding.UTF8.GetString(buffer, 0, end));
            Assert.Equal(FieldError.None, FieldParser.ParseDuration(buffer.AsSpan(0, end), out TimeSpan readDuration));
            Assert.Equal(duration, readDuration);

            var time = new DateTimeOffset(date.ToDateTime(clock), TimeSpan.Zero);
            if (date.Year is > 1 and < 9999)
                time = time.ToOffset(TimeSpan.FromMinutes(random.Next(-14 * 60, 14 * 60)));
            end = TimeWriter.WriteDateTimeOffset(ref buffer[0], 0, time);
            Assert.Equal(FieldError.None, FieldParser.ParseDateTimeOffset(buffer.AsSpan(0, end), out DateTimeOffset readTime));
            Assert.True(time.EqualsExact(readTime), $"{Encoding.UTF8.GetString(buffer, 0, end)} became {readTime:O}");
        }
    }

    [Theory]
    [InlineData("yyyy-M-d")]
    [InlineData("yyyy'T")]
    [InlineData("yyyyMMddq")]
    public void A_pattern_that_means_nothing_is_refused(string pattern) =>
        Assert.Contains(pattern, Assert.Throws<FormatException>(() => TimeFormat.Parse(pattern)).Message, StringComparison.Ordinal);

    private static long Micros(Random random, int i)
    {
        long unit = (i % 3) switch { 0 => 1, 1 => 1_000, _ => 1_000_000 };
        return i switch { 0 => Least, 1 => Greatest, _ => Math.Max(Least, random.NextInt64(Least, Greatest) / unit * unit) };
    }

    private static string Write(TimeFormat format, long micros)
    {
        byte[] buffer = new byte[format.MaxLength + NumberWriter.Slack];
        int end = format.Write(ref buffer[0], 0, micros);
        Assert.InRange(end, 1, format.MaxLength);
        return Encoding.UTF8.GetString(buffer, 0, end);
    }
}
