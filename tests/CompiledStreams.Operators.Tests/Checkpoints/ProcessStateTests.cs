using System.Globalization;
using System.Reflection;
using CompiledStreams;
using CompiledStreams.Operators.Tests.RandomRuns;
using CompiledStreams.Runtime;
using CompiledStreams.Testing;

namespace CompiledStreams.Operators.Tests.Checkpoints;

[Event]
public readonly partial record struct Step(int Walker, Utf8Text Place, bool IsLast);

[Pipeline]
public sealed partial class Walks
{
    [Source] public partial Source<Step> Steps { get; }

    [KeyBy] internal static int Walker(in Step s) => s.Walker;

    [Process]
    internal static StateAfter Follow(ref Walk walk, in Step s, Output<Step> ended)
    {
        walk.Steps++;
        walk.Latest = s.Place;
        if (!s.IsLast)
            return StateAfter.Keep;

        ended.Emit(s);
        return StateAfter.Remove;
    }

    public partial struct Walk
    {
        public int Steps;
        public Utf8Text Latest;
    }

    [Sink] public partial Sink<Step> Ends { get; }
}

/// <summary>The states of a process whose keys come and go: what checkpoints keep of them, over many epochs and several bases, and what a test sees.</summary>
[Collection(nameof(CrashingRun))]
public sealed class ProcessStateTests
{
    private const int Walkers = 30_000;
    private const int Events = 400_000;
    private const int EventsAnEpoch = 8_000;
    private const int LeastEpochs = 5;

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_last_epoch_has_the_keys_that_were_kept_and_no_other(int seed)
    {
        string folder = Directory.CreateTempSubdirectory("process-checkpoints-").FullName;
        try
        {
            string input = Path.Combine(folder, "steps.jsonl"), state = Path.Combine(folder, "state");
            Dictionary<int, (int Steps, string Latest)> expected = Write(input, new Random(seed));
            using (RunSummary summary = await new Walks().Read(p => p.Steps, Files.JsonLines(input))
                .Write(p => p.Ends, Files.Parts(Path.Combine(folder, "ends"), Format.JsonLines)).WithCheckpoints(state, everyEvents: EventsAnEpoch).RunAsync(Xunit.TestContext.Current.CancellationToken))
            {
                Assert.True(summary.Epochs >= LeastEpochs, $"Seed {seed}: {summary.Epochs} epochs.");
                AreEqual(expected, summary.Results<int, Walks.Walk>("Follow"), $"Seed {seed}, at the end of the run");
            }

            using SavedState saved = SavedState.Open(state, new Walks());
            AreEqual(expected, saved.Results<int, Walks.Walk>("Follow"), $"Seed {seed}, as saved");
            Assert.Equal(expected.Values.Sum(walk => walk.Latest.Length), TextOf(saved).LiveBytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What was loaded for a key and then overwritten by a later epoch is given back.
    private static TextArena TextOf(SavedState saved)
    {
        object program = PrivateField(saved, "_program");
        return (TextArena)PrivateField(program, "_text");
    }

    private static object PrivateField(object of, string name) => of.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(of)!;

    [Fact]
    public void A_test_of_the_pipeline_reads_outputs_and_states()
    {
        using PipelineTest<Walks> test = new(new Walks());
        test.Push(p => p.Steps, new Step(1, "a", false), new Step(2, "b", false), new Step(1, "c", true), new Step(2, "d", false));

        Assert.Equal([new Step(1, "c", true)], test.Values(p => p.Ends));
        KeyValuePair<int, Walks.Walk> left = Assert.Single(test.Results<int, Walks.Walk>("Follow"));
        Assert.Equal((2, 2, "d"), (left.Key, left.Value.Steps, left.Value.Latest.ToString()));
    }

    // All walkers come; then half of them stay where they are, unchanged from base to base, while the others come and go.
    private static Dictionary<int, (int Steps, string Latest)> Write(string path, Random random)
    {
        Dictionary<int, (int Steps, string Latest)> walks = [];
        using StreamWriter writer = new(path);
        for (int i = 0; i < Events; i++)
        {
            int walker = i < Walkers ? i : (random.Next(Walkers) | 1);
            string place = new((char)('a' + random.Next(26)), random.Next(30));
            bool isLast = i >= Walkers && random.Next(2) == 0;
            writer.Write(string.Create(CultureInfo.InvariantCulture, $$"""{"walker":{{walker}},"place":"{{place}}","isLast":{{(isLast ? "true" : "false")}}}"""));
            writer.Write('\n');
            if (isLast)
                walks.Remove(walker);
            else
                walks[walker] = (walks.GetValueOrDefault(walker).Steps + 1, place);
        }

        return walks;
    }

    private static void AreEqual(Dictionary<int, (int Steps, string Latest)> expected, IEnumerable<KeyValuePair<int, Walks.Walk>> given, string when)
    {
        Dictionary<int, (int Steps, string Latest)> all = given.ToDictionary(w => w.Key, w => (w.Value.Steps, w.Value.Latest.ToString()));
        int[] wrong = [.. expected.Keys.Union(all.Keys).Where(k => !expected.TryGetValue(k, out var right) || !all.TryGetValue(k, out var found) || right != found).Order()];
        Assert.True(wrong.Length == 0, $"{when}: {wrong.Length} of {expected.Count} walkers are wrong or missing, the first is {wrong.FirstOrDefault()}.");
    }
}
