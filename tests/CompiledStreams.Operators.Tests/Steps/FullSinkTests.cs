using CompiledStreams;

namespace CompiledStreams.Operators.Tests.Steps;

[Event]
public readonly partial record struct Line(int Number, Utf8Text Text);

/// <summary>Lines, and one by one their numbers: what the second gives is owed while a sink is full.</summary>
[Pipeline]
public sealed partial class Copies
{
    [Source] public partial Source<Line> Lines { get; }

    [FlatMap(nameof(Lines))] internal static void Split(in Line line, Output<Order> numbers) => numbers.Emit(new Order(line.Number));

    [Sink(nameof(Split))] public partial Sink<Order> Numbers { get; }

    [Sink(nameof(Lines))] public partial Sink<Line> Lately { get; }
}

/// <summary>A sink that is slower than all else, and so full most of the time, keeps no epoch from being taken.</summary>
public sealed class FullSinkTests
{
    private const int Lines = 100_000;
    private const int LeastEpochs = 5;
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Epochs_are_taken_while_a_sink_is_full()
    {
        string folder = Directory.CreateTempSubdirectory("full-sink-").FullName;
        try
        {
            string input = Path.Combine(folder, "lines.jsonl"), text = new('x', 1_000);
            await File.WriteAllLinesAsync(input, Enumerable.Range(0, Lines).Select(number => $$"""{"number":{{number}},"text":"{{text}}"}"""));
            using RunSummary summary = await new Copies()
                .Read(p => p.Lines, Files.JsonLines(input))
                .Write(p => p.Lately, Files.JsonLines(Path.Combine(folder, "copy.jsonl")))
                .Write(p => p.Numbers, Memory.Discard)
                .WithCheckpoints(Path.Combine(folder, "state"), s_every)
                .RunAsync();

            Assert.Equal(Lines, summary.Events);
            Assert.InRange(summary.Epochs, LeastEpochs, long.MaxValue);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
