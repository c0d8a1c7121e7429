using System.Globalization;
using System.Text;
using System.Text.Json;
using CompiledStreams.Runtime;
using CsCheck;
using Choice = CompiledStreams.Operators.Tests.Delimited.Choice;

namespace CompiledStreams.Operators.Tests.JsonLines;

/// <summary>Records of numbers are read many at once where they are as usual, and one by one where not: both must say the same.</summary>
public sealed class ManyRecordsTests
{
    private static readonly Gen<string> s_integer = Gen.OneOf(
        Gen.Int[0, 99].Select(n => n.ToString(CultureInfo.InvariantCulture)),
        Gen.Long[0, 999_999_999_999_999].Select(n => n.ToString(CultureInfo.InvariantCulture)),
        Gen.Long.Select(n => n.ToString(CultureInfo.InvariantCulture)),
        Gen.Select(Gen.Int[0, 17], Gen.Long[0, long.MaxValue]).Select((digits, n) => Digits(n, digits)));

    private static readonly Gen<string> s_number = Gen.OneOf(
        s_integer,
        Gen.Select(Gen.Int[0, 999_999], Gen.Int[1, 6]).Select((n, digits) => (n / Math.Pow(10, digits)).ToString("F" + digits, CultureInfo.InvariantCulture)),
        Gen.Double.Where(double.IsFinite).Select(d => JsonSerializer.Serialize(d)),
        Gen.Select(s_integer, Gen.Int[0, 9], Gen.Long[0, long.MaxValue]).Select((whole, digits, n) => $"{whole}.{Digits(n, digits)}"));

    private static readonly Gen<string> s_odd = Choice.Of(
        "-0", "00", "01", "-01", "-", "", ".", "1.", ".5", "1..2", "1.2.3", "0.", "-.5", "-0.0", "0.25", "00.25", "1e3", "1.5E-3", "1e", "+1", "1 ", " 1", "\"1\"", "null", "0x1", "12345678901234567890", "1/2", "1:", "99999999999999999.5");

    [Fact]
    public void Purchases_are_the_same_many_at_once_and_one_by_one() =>
        Lines(("time", Mostly(Gen.Long[1_600_000_000_000, 1_900_000_000_000].Select(n => n.ToString(CultureInfo.InvariantCulture)))), ("customer", Mostly(s_integer)), ("amount", Mostly(s_number)))
            .Sample(lines => AssertSame(lines, () => new PurchaseJsonDecoder<PurchaseAllFields>(Decoding.Options()), p => $"{p.Time.Microseconds} {p.Customer} {Bits(p.Amount)}", JsonPurchase), iter: 3_000);

    [Fact]
    public void Numbers_of_every_kind_are_the_same_many_at_once_and_one_by_one() =>
        Lines(("id", Mostly(s_integer)), ("small", Mostly(s_integer)), ("port", Mostly(s_integer)), ("count", Mostly(s_integer)), ("big", Mostly(s_integer)), ("value", Mostly(s_number)), ("at", Mostly(s_integer)))
            .Sample(
                lines => AssertSame(lines, () => new NumbersJsonDecoder<NumbersAllFields>(Decoding.Options()), n => $"{n.Id} {n.Small} {n.Port} {n.Count} {n.Big} {Bits(n.Value)} {n.At.Microseconds}", null),
                iter: 3_000);

    [Fact]
    public void Fields_that_are_not_used_are_passed_over() =>
        Lines(("time", Mostly(s_integer)), ("customer", Mostly(s_integer)), ("amount", Mostly(s_number)))
            .Sample(lines => AssertSame(lines, () => new PurchaseJsonDecoder<AmountOnly>(Decoding.Options()), p => Bits(p.Amount), null), iter: 2_000);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    [InlineData(2_000)]
    public void Times_may_change_their_length_at_any_record(int every)
    {
        Random random = new(every);
        long[] times = [.. Enumerable.Range(0, 60_000).Select(i => random.NextInt64((long)Math.Pow(10, (i / every % 13) + 1)))];
        string lines = string.Concat(times.Select(time => $$"""{"time":{{time}},"customer":7,"amount":1.5}""" + "\n"));
        string expected = string.Concat(times.Select(time => time * 1_000 + "\n"));
        Assert.Equal(
            $"{expected}{times.Length} lines",
            Decoding.Run(new PurchaseJsonDecoder<PurchaseAllFields>(Decoding.Options()), Encoding.UTF8.GetBytes(lines), p => p.Time.Microseconds.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("0700000000003")]
    [InlineData("170000000000a")]
    [InlineData("1700000000003,")]
    public void A_time_of_the_usual_length_that_is_no_number_is_bad(string time)
    {
        string[] lines = [.. Enumerable.Range(0, 600).Select(i => $$"""{"time":{{(i == 500 ? time : "1700000000003")}},"customer":7,"amount":1.5}""" + "\n")];
        string result = Decoding.Run(new PurchaseJsonDecoder<PurchaseAllFields>(Decoding.Options()), Encoding.UTF8.GetBytes(string.Concat(lines)), p => "good");
        Assert.Equal(501, result.Split('\n').Length);
        Assert.DoesNotContain("lines", result, StringComparison.Ordinal);
    }

    private readonly struct AmountOnly : IPurchaseFields
    {
        static bool IPurchaseFields.Time => false;

        static bool IPurchaseFields.Customer => false;

        static bool IPurchaseFields.Amount => true;
    }

    private static Gen<string> Mostly(Gen<string> usual) => Gen.Frequency((60, usual), (1, s_odd));

    private static Gen<string[]> Values(Gen<string>[] values) =>
        values.Aggregate(Gen.Const(Array.Empty<string>()), (sofar, next) => Gen.Select(sofar, next, (all, one) => (string[])[.. all, one]));

    // Each file has one kind of line end, and some lines whose keys stand in another order or have blanks between.
    private static Gen<byte[][]> Lines(params (string Name, Gen<string> Value)[] fields)
    {
        Gen<string> line = Gen.Select(Gen.Int[0, 60], Values([.. fields.Select(f => f.Value)]), (form, values) =>
        {
            IEnumerable<string> pairs = fields.Zip(values, (f, v) => $"\"{f.Name}\":{v}");
            return form switch
            {
                0 => "{" + string.Join(",", pairs.Reverse()) + "}",
                1 => "{ " + string.Join(" , ", pairs) + " }",
                2 => "{" + string.Join(",", pairs) + "} ",
                _ => "{" + string.Join(",", pairs) + "}",
            };
        });
        return Gen.Select(line.Array[1, 120], Choice.Of("\n", "\r\n")).Select((lines, end) => lines.Select(l => Encoding.UTF8.GetBytes(l + end)).ToArray());
    }

    private static void AssertSame<T>(byte[][] lines, Func<RecordDecoder<T>> decoder, Func<T, string> show, Func<byte[], string?>? other)
        where T : struct
    {
        StringBuilder expected = new();
        int good = 0;
        foreach (byte[] line in lines)
        {
            // A line alone is too near the end of the bytes in hand to be read in a block.
            string one = Decoding.Run(decoder(), line, show);
            if (!one.EndsWith("1 lines", StringComparison.Ordinal))
            {
                expected.Append(one);
                break;
            }

            if (other?.Invoke(line) is { } json)
                Assert.Equal(json, one[..one.IndexOf('\n')]);

            expected.Append(one[..(one.IndexOf('\n') + 1)]);
            good++;
        }

        if (good == lines.Length)
            expected.Append($"{good} lines");

        Assert.Equal(expected.ToString(), Decoding.Run(decoder(), [.. lines.SelectMany(l => l)], show));
    }

    private static string? JsonPurchase(byte[] line)
    {
        using JsonDocument json = JsonDocument.Parse(line.AsMemory());
        JsonElement root = json.RootElement;
        return root.GetProperty("time").TryGetInt64(out long time) ? $"{time * 1_000} {root.GetProperty("customer").GetInt32()} {Bits(root.GetProperty("amount").GetDouble())}" : null;
    }

    private static string Digits(long number, int count) => number.ToString(CultureInfo.InvariantCulture).PadLeft(count, '7')[..count];

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("X", CultureInfo.InvariantCulture);
}
