using CompiledStreams.Runtime.Tests;

namespace CompiledStreams.Operators.Tests.RandomPipelines;

/// <summary>Compiled pipelines give what the obvious evaluation of the same operators gives, however the input is cut. <c>RANDOM_PIPELINES</c> says how many batches of
/// them, <c>RANDOM_PIPELINES_SEED</c> where the first begins.</summary>
public sealed class RandomPipelineTests
{
    private const int Batch = 40;
    private const int Few = 6;
    private const int Many = 700;

    [Fact]
    public void Compiled_pipelines_give_what_their_obvious_evaluation_gives()
    {
        int first = RandomSettings.FirstSeed;
        for (int batch = 0; batch < RandomSettings.Batches; batch++)
        {
            int seed = first + batch * Batch;
            Graph[] graphs = [.. Enumerable.Range(seed, Batch).Select(GraphGen.Make)];
            IReadOnlyList<RunGraph> runs = CompiledGraphs.Of(graphs);
            for (int i = 0; i < Batch; i++)
                Check(graphs[i], runs[i], seed + i);
        }
    }

    private static void Check(Graph graph, RunGraph run, int seed)
    {
        Random random = new(seed);
        PlainItem[] few = ItemText.Make(Few, random), many = ItemText.Make(Many + random.Next(Many), random);
        CutOnceEverywhere(new Case(graph, run, seed, few, ItemText.JsonLines(few, random), Format.JsonLines));
        CutAnywhere(new Case(graph, run, seed, many, ItemText.JsonLines(many, random), Format.JsonLines), random);
        if (seed % 4 == 0)
        {
            CutOnceEverywhere(new Case(graph, run, seed, few, ItemText.Delimited(few, random), Format.Delimited));
            CutAnywhere(new Case(graph, run, seed, many, ItemText.Delimited(many, random), Format.Delimited), random);
        }
    }

    private static void CutOnceEverywhere(Case one)
    {
        one.IsRightAndTheSame([.. Enumerable.Range(0, one.Bytes.Length + 1).Select(cut => new[] { cut })]);
    }

    private static void CutAnywhere(Case one, Random random)
    {
        int[] Cuts(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(one.Bytes.Length))];
        one.IsRightAndTheSame([], Cuts(1), Cuts(10), Cuts(300), [.. Enumerable.Range(1, one.Bytes.Length / 7).Select(i => i * 7)]);
    }

    /// <summary>A pipeline and an input.</summary>
    private sealed record Case(Graph Graph, RunGraph Run, int Seed, PlainItem[] Items, byte[] Bytes, Format Format)
    {
        public void IsRightAndTheSame(params int[][] splits)
        {
            List<string>[] first = Run(Input(splits[0]), poisons: false);
            IsRight(first);
            for (int i = 1; i < splits.Length; i++)
                IsTheSame(first, Run(Input(splits[i]), poisons: i % 8 == 7), splits[i], "");

            IsTheSame(first, Run(Input(splits[^1]), poisons: true), splits[^1], ", poisoned");
        }

        private IInput Input(int[] cuts) => Memory.From(Segments.Cut(Bytes, cuts), Format);

        private void IsRight(List<string>[] actual)
        {
            IReadOnlyDictionary<int, List<PlainItem>> evaluation = GraphEvaluation.Of(Graph, Items.Select(item => (0, item)));
            int port = 0;
            foreach (int sink in Graph.Sinks)
            {
                List<string> given = actual[port++];
                if (Graph.IsChosenByPlanOrder(sink))
                    continue;

                List<string> expected = [.. evaluation[sink].Select(item => item.ToString())];

                // The order within one source event may be the plan's; that of the source events never is.
                AreEqual(Graph.IsInPlanOrder(sink) ? [.. expected.Select(IdOf)] : expected, Graph.IsInPlanOrder(sink) ? [.. given.Select(IdOf)] : given, $"sink N{sink}");
                if (!Graph.HasStateOfPlanOrder(sink))
                    AreEqual([.. expected.Order(StringComparer.Ordinal)], [.. given.Order(StringComparer.Ordinal)], $"sink N{sink}, sorted");
            }
        }

        private void IsTheSame(List<string>[] expected, List<string>[] actual, int[] cuts, string how)
        {
            for (int i = 0; i < expected.Length; i++)
                AreEqual(expected[i], actual[i], $"sink {i}, cut at {string.Join(",", cuts.Take(20))}{how}");
        }

        private void AreEqual(List<string> expected, List<string> actual, string what)
        {
            if (expected.SequenceEqual(actual))
                return;

            int at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.Fail($"""
                Seed {Seed}, {Format.Kind}, {Items.Length} items, {what}: {expected.Count} expected, {actual.Count} given; the first difference is at {at}.
                Expected: {string.Join(" | ", expected.Skip(at).Take(5))}
                Given:    {string.Join(" | ", actual.Skip(at).Take(5))}
                {GraphText.Of(Graph, "Random")}
                """);
        }

        private static string IdOf(string line) => line[..line.IndexOf(',', StringComparison.Ordinal)];
    }
}
