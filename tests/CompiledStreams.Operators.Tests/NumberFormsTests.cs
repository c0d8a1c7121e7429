using System.Text;
using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests;

/// <summary>The ways to write a number that the docs of <see cref="TimeAttribute"/> and of the formats name, in both formats.</summary>
public sealed class NumberFormsTests
{
    // Each record comes after a usual one and before one, so that what a decoder learned of the lengths is right and wrong once.
    private const string Usual = "7 1700000000 1700000000000";
    private const string UsualShown = "7 1700000000000000 1700000000000000\n";

    public static TheoryData<string, string> Forms => new()
    {
        { "7 1700000000.25 1700000000000.5", "7 1700000000250000 1700000000000500" },
        { "7 1.7e9 1.7E12", "7 1700000000000000 1700000000000000" },
        { "7 17e8 17e+11", "7 1700000000000000 1700000000000000" },
        { "7 -1.5 -1.5", "7 -1500000 -1500" },
        { "7 -0 -0.0", "7 0 0" },
        { "7 1.0000019 0.0019", "7 1000001 1" },
        { "7 -1.0000019 -0.0019", "7 -1000001 -1" },
        { "-0 0 0", "0 0 0" },
        { "-1 0 0", "count is out of range for its type" },
        { "-0.0 0 0", "count is no integer" },
        { "1e3 0 0", "count is no integer" },
        { "7 1e13 0", "at is out of range for its type" },
        { "7 NaN 0", "at is no finite number" },
    };

    [Theory, MemberData(nameof(Forms))]
    public void A_number_is_read_from_json_lines(string record, string expected)
    {
        string Line(string fields) => fields.Split(' ') is [var count, var at, var zoned] ? $$"""{"count":{{count}},"at":{{at}},"zoned":{{zoned}}}""" + "\n" : "";
        string read = JsonLines.Decoding.Run(
            new StampedJsonDecoder<StampedAllFields>(JsonLines.Decoding.Options()), Encoding.UTF8.GetBytes(Line(Usual) + Line(record) + Line(Usual)), Show);
        Assert.Equal(expected.Contains(" is ") ? UsualShown + expected : $"{UsualShown}{expected}\n{UsualShown}3 lines", read);
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_number_is_read_from_delimited_text(string record, string expected)
    {
        string text = "count,at,zoned\n" + string.Concat(new[] { Usual, record, Usual }.Select(r => r.Replace(' ', ',') + "\n"));
        Delimited.Decoding.Outcome<Stamped> read = Delimited.Decoding.Run(new StampedDelimitedDecoder<StampedAllFields>(Delimited.Decoding.Options()), text);
        Assert.Equal(
            expected.Contains(" is ") ? UsualShown + UsualShown + expected : UsualShown + expected + "\n" + UsualShown,
            string.Concat(read.Events.Select(e => Show(e) + "\n")) + string.Concat(read.Errors.Select(e => $"{e.Field} {e.Reason}")));
    }

    private static string Show(Stamped s) => $"{s.Count} {s.At.Microseconds} {Timestamp.FromDateTimeOffset(s.Zoned).Microseconds}";
}
