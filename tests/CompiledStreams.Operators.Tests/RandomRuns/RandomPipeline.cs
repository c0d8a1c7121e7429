using System.Reflection;
using CompiledStreams.Operators.Tests.RandomPipelines;
using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Runs a pipeline over inputs.</summary>
internal delegate RunSummary RunPipeline(IInput[] from, OnError[] onError, IReadOnlyDictionary<string, IOutput> to, List<int> order, bool poisons, string? state = null, long everyEvents = 1);

/// <summary>A graph with random events at its sources.</summary>
internal sealed record RandomPipeline(int Seed, Graph Graph, IReadOnlyList<Front> Fronts, bool HasProbes)
{
    private const int MostSources = 3;

    public static RandomPipeline Make(int seed)
    {
        Random random = new(seed);
        int sources = random.Next(2) == 0 ? 1 : random.Next(2, MostSources + 1);
        return new RandomPipeline(seed, GraphGen.Make(random, sources), [.. Enumerable.Range(0, sources).Select(i => Front.Make($"Event{seed}x{i}", random))], sources > 1 && random.Next(3) > 0);
    }

    /// <summary>Compiles pipelines into one assembly.</summary>
    public static IReadOnlyList<CompiledPipeline> Compile(IReadOnlyList<RandomPipeline> pipelines)
    {
        Assembly assembly = CompiledGraphs.Compile([GraphText.Types, FrontText.Types, .. pipelines.SelectMany(pipeline => new[] { pipeline.Text(), pipeline.Runner() })]);
        return [.. pipelines.Select(pipeline => new CompiledPipeline(
            Get<Func<PipelineDescription>>(pipeline, "Describe")(), Get<Func<LaneContext, LaneProgram>>(pipeline, "Create"), Get<RunPipeline>(pipeline, "Run")))];

        T Get<T>(RandomPipeline pipeline, string method)
            where T : Delegate => assembly.GetType($"P{pipeline.Seed}Runner", throwOnError: true)!.GetMethod(method)!.CreateDelegate<T>();
    }

    public string Text() =>
        GraphText.Of(Graph, $"P{Seed}", node => FrontText.Members(Fronts[node], node, HasProbes)) + string.Concat(Fronts.Select(FrontText.EventOf));

    private string Runner()
    {
        IEnumerable<string> reads = Graph.Sources.Select(node => $"{(node == 0 ? $"PipelineRun<P{Seed}> run = new P{Seed}()" : "run")}.Read(p => p.{(Fronts[node].IsItem ? "N" : "S")}{node}, from[{node}], onError[{node}]);");
        IEnumerable<string> writes = Graph.Sinks.Select(node => $"N{node}").Concat(Graph.Sources.Where(node => Fronts[node].HasRawSink).Select(node => $"R{node}"))
            .Select(sink => $"run.Write(p => p.{sink}, to[\"{sink}\"]);");
        IEnumerable<string> probes = HasProbes ? Graph.Sources.Select(node => $"run.Write(p => p.O{node}, Memory.To(order, (Item e) => e.Id));") : [];
        return $$"""
            using System.Collections.Generic;
            using CompiledStreams;
            using CompiledStreams.Runtime;

            public static class P{{Seed}}Runner
            {
                public static PipelineDescription Describe() => ((IPipeline)new P{{Seed}}()).Description;

                public static LaneProgram Create(LaneContext context) => ((ICompiledPipeline)new P{{Seed}}()).CreateLane(context);

                public static RunSummary Run(IInput[] from, OnError[] onError, IReadOnlyDictionary<string, IOutput> to, List<int> order, bool poisons, string? state, long everyEvents)
                {
                    {{string.Join("\n        ", [.. reads, .. writes, .. probes])}}
                    if (poisons)
                        run.PoisonViews();
                    if (state is not null)
                        run.WithCheckpoints(state, everyEvents: everyEvents);

                    return run.RunAsync().GetAwaiter().GetResult();
                }
            }
            """;
    }
}

/// <summary>A pipeline that was compiled.</summary>
internal sealed record CompiledPipeline(PipelineDescription Description, Func<LaneContext, LaneProgram> Create, RunPipeline Run);
