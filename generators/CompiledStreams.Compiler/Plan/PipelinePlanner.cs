using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Plan;

/// <summary>Turns a graph into the loops of one lane. A graph with problems gives an empty plan.</summary>
internal static class PipelinePlanner
{
    public static PipelinePlan Plan(PipelineGraph graph)
    {
        if (!graph.IsRight)
            return new PipelinePlan(graph.Pipeline, false, default, default, default, default, default, default);

        List<LoopPlan> loops = new LoopPlanner(graph).Plan();
        FieldUsePlanner uses = new(graph);

        // Ports are numbered in the order of the text; nodes are in the order of the graph.
        List<SourcePlan> sources = [.. graph.Pipeline.Operators.OfType<SourceModel>().Select(s => Source(s, uses.Of(s.Name), loops))];
        List<SinkPlan> sinks = [.. graph.Pipeline.Operators.OfType<SinkModel>().Select(s => new SinkPlan(s, graph.Nodes.First(n => n.Operator == s).Inputs[0].Changes))];
        PipelinePlan plan = new(
            graph.Pipeline, true,
            sources.ToEquatableArray(),
            sinks.ToEquatableArray(),
            graph.Pipeline.Operators.OfType<StatefulModel>()
                .Select(o => new StatePlan(o, o is AggregateModel { WholeStream: true } ? null : graph.Nodes.First(n => n.Operator == o).Inputs[0].Key))
                .ToEquatableArray(),
            loops.ToEquatableArray(),
            loops.Where(l => l.Kind is LoopKind.Source or LoopKind.Owed).Select(l => Head(l, loops)).ToEquatableArray(),
            default);
        return plan with { Text = PlanText.Of(graph, plan).ToEquatableArray() };
    }

    private static HeadPlan Head(LoopPlan head, List<LoopPlan> loops)
    {
        HashSet<string> reached = Reached(head, loops, throughOwed: false);
        return new HeadPlan(head.Stream, head.Type, head.Kind == LoopKind.Owed, loops.Where(l => reached.Contains(l.Stream)).Select(l => l.Stream).ToEquatableArray());
    }

    // The order of a union's events is that of the loop that gathers them. Where two loops do, it is that of the loops within a block, so that a block
    // must be one event of the source.
    private static SourcePlan Source(SourceModel source, FieldUse reads, List<LoopPlan> loops)
    {
        HashSet<string> reached = Reached(loops.First(l => l.Stream == source.Name), loops, throughOwed: true);
        string? meets = loops.Where(l => reached.Contains(l.Stream))
            .SelectMany(l => l.Steps.OfType<GatherStep>().Select(g => g.Union.Name).Distinct())
            .GroupBy(name => name, StringComparer.Ordinal)
            .FirstOrDefault(g => g.Count() > 1)?.Key;
        return new SourcePlan(source, reads, meets is not null, meets ?? "");
    }

    private static HashSet<string> Reached(LoopPlan from, List<LoopPlan> loops, bool throughOwed)
    {
        HashSet<string> reached = new(StringComparer.Ordinal) { from.Stream };
        foreach (LoopPlan loop in loops)
        {
            if (!reached.Contains(loop.Stream))
                continue;

            foreach (Step step in loop.Steps)
            {
                if (step is GatherStep or CollectStep)
                    reached.Add(step.Model.Name);
                else if (step is FlatMapStep flatMap && throughOwed)
                    reached.UnionWith(flatMap.FlatMap.Emits.Select(o => o.Name));
                else if (step is ProcessStep process && throughOwed)
                    reached.UnionWith(process.Process.Emits.Select(o => o.FullName));
            }
        }

        return reached;
    }
}
