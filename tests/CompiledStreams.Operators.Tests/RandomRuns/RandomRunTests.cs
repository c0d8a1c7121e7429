using System.Text;
using System.Text.Json;
using CompiledStreams.Operators.Tests.RandomPipelines;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Random pipelines over random events give what the obvious evaluation gives, however their inputs are written and cut and their sinks block, with bad records among the
/// good ones and from several sources. <c>RANDOM_PIPELINES</c> says how many batches of them, <c>RANDOM_PIPELINES_SEED</c> where the first begins.</summary>
[Collection(nameof(CrashingRun))]
public sealed class RandomRunTests
{
    private const int Batch = 40;
    private const int Few = 3;
    private const int Many = 600;

    [Fact]
    public void Random_pipelines_over_random_events_give_what_their_obvious_evaluation_gives()
    {
        for (int batch = 0; batch < RandomSettings.Batches; batch++)
        {
            RandomPipeline[] pipelines = [.. Enumerable.Range(RandomSettings.FirstSeed + (batch * Batch), Batch).Select(RandomPipeline.Make)];
            IReadOnlyList<CompiledPipeline> compiled = RandomPipeline.Compile(pipelines);
            for (int i = 0; i < Batch; i++)
                new Trial(pipelines[i], compiled[i]).Run();
        }
    }

    /// <summary>One pipeline over several inputs.</summary>
    private sealed class Trial(RandomPipeline pipeline, CompiledPipeline compiled)
    {
        private readonly Random _random = new(pipeline.Seed);

        public void Run()
        {
            CutOnceEverywhere(Inputs(Few, hasBad: false));
            for (int i = 0; i < 3; i++)
                CutAnywhere(Inputs(_random.Next(Many), hasBad: false));
            for (int i = 0; i < 3 && !pipeline.HasProbes; i++)
                Crashing(Inputs(_random.Next(Many), hasBad: i > 0));
            for (int i = 0; i < 4; i++)
                Whole(Inputs(_random.Next(Many), hasBad: i > 0));
        }

        private SourceInput[] Inputs(int count, bool hasBad) => [.. pipeline.Fronts.Select((front, source) => SourceInput.Make(front, RightResults.FirstId(source), count, hasBad, _random))];

        private void CutOnceEverywhere(SourceInput[] inputs)
        {
            for (int cut = 0; cut <= inputs.Max(input => input.Bytes.Length); cut++)
                Drive(inputs, [.. inputs.Select(input => new[] { Math.Min(cut, input.Bytes.Length) })], $"cut at {cut}");
        }

        private void CutAnywhere(SourceInput[] inputs)
        {
            Drive(inputs, [.. inputs.Select(_ => Array.Empty<int>())], "not cut");
            foreach (int cuts in (int[])[3, 50, 400])
                Drive(inputs, [.. inputs.Select(input => (int[])[.. Enumerable.Range(0, cuts).Select(_ => _random.Next(input.Bytes.Length + 1)).Order()])], $"{cuts} cuts");
        }

        private void Drive(SourceInput[] inputs, int[][] cuts, string how)
        {
            int seed = _random.Next();
            LaneRun lane = new(compiled.Description, [.. inputs.Select((input, i) => (input.Format, Pieces(input.Bytes, cuts[i])))], new Random(seed));
            lane.Run(compiled.Create);
            new RightResults(pipeline, inputs, $"driven, {how}").Check(lane.Outputs.ToDictionary(o => o.Key, o => Lines(o.Key, o.Value, isDelimited: false)), lane.Order);
        }

        private void Whole(SourceInput[] inputs)
        {
            PipeRun run = new(compiled.Description, inputs, _random);
            using RunSummary summary = run.Run(compiled.Run);
            new RightResults(pipeline, inputs, "run").Check(run.Outputs.ToDictionary(o => o.Key, o => Lines(o.Key, o.Value, run.Delimited.Contains(o.Key))), run.Order);
            for (int i = 0; i < inputs.Length; i++)
            {
                Assert.True(summary.Sources[i].Events == inputs[i].Events.Count, $"Seed {pipeline.Seed}: source {i} counts {summary.Sources[i].Events} events of {inputs[i].Events.Count}.");
                Assert.True(summary.Sources[i].Skipped == inputs[i].Bad.Count, $"Seed {pipeline.Seed}: source {i} counts {summary.Sources[i].Skipped} bad records of {inputs[i].Bad.Count}.");
                if (run.DeadLetters[i] is { } letters)
                    AreDeadLetters(inputs[i].Bad, OutputText.Records(letters), compiled.Description.Sources[i].Name);
            }
        }

        /// <summary>With checkpoints, over files: every run but the last one crashes somewhere, and what all of them wrote is what one would have written.</summary>
        private void Crashing(SourceInput[] inputs)
        {
            using CrashingRun run = new(compiled.Description, inputs, _random);
            using RunSummary summary = run.Run(compiled.Run);
            new RightResults(pipeline, inputs, $"restarted after {run.Crashes.Count} crashes ({string.Join(", ", run.Crashes)})").Check(run.Outputs.ToDictionary(o => o.Key, o => Lines(o.Key, o.Value, isDelimited: false)), []);
            for (int i = 0; i < inputs.Length; i++)
            {
                Assert.True(summary.Sources[i].Events == inputs[i].Events.Count, $"Seed {pipeline.Seed}: source {i} counts {summary.Sources[i].Events} events of {inputs[i].Events.Count} after {string.Join(", ", run.Crashes)}.");
                Assert.True(summary.Sources[i].Skipped == inputs[i].Bad.Count, $"Seed {pipeline.Seed}: source {i} counts {summary.Sources[i].Skipped} bad records of {inputs[i].Bad.Count} after {string.Join(", ", run.Crashes)}.");
                AreDeadLetters(inputs[i].Bad, OutputText.Records(run.DeadLetters(i)), compiled.Description.Sources[i].Name);
            }
        }

        private void AreDeadLetters(IReadOnlyList<BadRecord> expected, IEnumerable<JsonElement> letters, string source)
        {
            string[] given = [.. letters.Select(l => $"{l.GetProperty("source")} {l.GetProperty("line")} {l.GetProperty("offset")} {l.GetProperty("record")}")];
            string[] wanted = [.. expected.Select(b => $"{source} {b.Line} {b.Offset} {b.Text}")];
            int at = wanted.Zip(given).TakeWhile(pair => pair.First == pair.Second).Count();
            if (!wanted.SequenceEqual(given))
                Assert.Fail($"Seed {pipeline.Seed}, dead letter {at}:\nExpected: {wanted.ElementAtOrDefault(at)}\nGiven:    {given.ElementAtOrDefault(at)}\n{pipeline.Text()}");
        }

        private List<string> Lines(string sink, byte[] written, bool isDelimited) =>
            sink[0] == 'R' ? OutputText.Events(written, pipeline.Fronts[sink[1] - '0'].Shape) : OutputText.Items(written, isDelimited);

        private static IReadOnlyList<byte[]> Pieces(byte[] bytes, int[] cuts)
        {
            int start = 0;
            List<byte[]> pieces = [];
            foreach (int end in (int[])[.. cuts, bytes.Length])
            {
                pieces.Add(bytes[start..end]);
                start = end;
            }

            return pieces;
        }
    }
}
