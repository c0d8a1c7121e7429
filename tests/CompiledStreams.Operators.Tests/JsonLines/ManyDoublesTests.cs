using System.Globalization;
using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.JsonLines;

/// <summary>Doubles whose digits are made for a block of records: two pairs, and one without another.</summary>
[Event]
public readonly partial record struct Five(double A, double B, double C, double D, double E);

/// <summary>Pairs in a field of another event, and in the items of an array.</summary>
[Event]
public readonly partial record struct Fives(double Before, Five One, double Behind, ReadOnlyMemory<Five> Many);

/// <summary>The doubles of a record are written as the framework writes them, whatever stands in the others of its block.</summary>
public sealed class ManyDoublesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(500)]
    public void Doubles_are_written_as_the_framework_writes_them(int count)
    {
        Random random = new(count);
        Five[] events = [.. Enumerable.Range(0, count).Select(_ => Next(random))];
        Assert.Equal(string.Concat(events.Select(e => Text(e) + "\n")), Decoding.Encode(new FiveJsonEncoder(new EncoderOptions(Format.JsonLines)), events));
    }

    [Fact]
    public void So_are_those_of_events_within_events()
    {
        Random random = new(5);
        Fives[] events = [.. Enumerable.Range(0, 100).Select(i => new Fives(random.NextDouble(), Next(random), random.Next(100), new Five[] { Next(random), Next(random) }))];
        string expected = string.Concat(events.Select(e =>
            $"{{\"before\":{Text(e.Before)},\"one\":{Text(e.One)},\"behind\":{Text(e.Behind)},\"many\":[{Text(e.Many.Span[0])},{Text(e.Many.Span[1])}]}}\n"));
        Assert.Equal(expected, Decoding.Encode(new FivesJsonEncoder(new EncoderOptions(Format.JsonLines)), events));
    }

    private static Five Next(Random random) => new(Value(random), Value(random), Value(random), Value(random), Value(random));

    private static double Value(Random random) => random.Next(40) switch
    {
        0 => 0,
        1 => -random.NextDouble(),
        2 => random.NextDouble() * 1e300,
        3 => random.NextDouble() * 1e-300,
        < 10 => random.Next(10_000) / 100.0,
        _ => Math.ScaleB(1 + random.NextDouble(), random.Next(-13, 49)),
    };

    private static string Text(Five e) => $"{{\"a\":{Text(e.A)},\"b\":{Text(e.B)},\"c\":{Text(e.C)},\"d\":{Text(e.D)},\"e\":{Text(e.E)}}}";

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
