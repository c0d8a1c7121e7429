using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Plan;

/// <summary>The plan in words: a line an operator, and what was chosen where there was a choice.</summary>
internal static class PlanText
{
    public static IEnumerable<string> Of(PipelineGraph graph, PipelinePlan plan)
    {
        int nameWidth = graph.Nodes.Max(n => n.Operator.Name.Length);
        yield return plan.Loops.Count == 1 ? "stage 1, one loop over blocks of 512 events" : $"stage 1, {plan.Loops.Count} loops over blocks of 512 events";

        string before = "";
        foreach (Node node in graph.Nodes)
        {
            string reads = node.Inputs.Count == 0 || (node.Inputs.Count == 1 && node.Inputs[0].Name == before) ? "" : " of " + string.Join(", ", node.Inputs.Select(i => i.Name));
            yield return $"  {node.Operator.Name.PadRight(nameWidth)}  {node.Operator.Kind.PadRight(9)}  {Facts(node, plan)}{reads}".TrimEnd();
            before = node.Operator.Name;
        }

        foreach (SourcePlan source in plan.Sources.Where(s => s.IsSingle))
            yield return $"{source.Model.Name} is taken one event at a time: its branches meet again in {source.Meets}, and the order there must not show where blocks end.";
    }

    private static string Facts(Node node, PipelinePlan plan) => node.Operator switch
    {
        SourceModel source => $"{source.Event.Name}; {Decoded(source, plan.Sources.First(s => s.Model == source).Reads)}",
        MapModel map => $"to {map.Result.Name}",
        FlatMapModel flatMap => "to " + string.Join(", ", flatMap.Emits.Select(o => o.Type.Name)),
        KeyByModel keyBy => keyBy.Key.Type.Name,
        AggregateModel aggregate => $"{(aggregate.WholeStream ? "one state" : "a state a key")}: {Fields(aggregate.State)}; to {aggregate.Result.Name}",
        ProcessModel process => $"a state a key{(process.Removes ? " until it is removed" : "")}: {Fields(process.State)}; to {string.Join(", ", process.Emits.Select(o => o.Stream.Type.Name))}",
        UnionModel union => union.Event.Name,
        SinkModel sink => $"{sink.Event.Name}, {Binding.Words(node.Inputs[0].Changes)}",
        _ => "",
    };

    private static string Fields(StateModel state) => string.Join(", ", state.Fields.Select(f => $"{f.Type.Name} {f.Name}"));

    private static string Decoded(SourceModel source, FieldUse reads)
    {
        string[] all = [.. source.Codecs!.Fields];
        string[] decoded = [.. all.Where(reads.Reads)];
        string[] skipped = [.. all.Except(decoded)];
        return skipped.Length == 0 ? "decodes all fields"
            : decoded.Length == 0 ? "decodes no field"
            : $"decodes {List(decoded)}, skips {List(skipped)}";
    }

    private static string List(string[] names) => names.Length == 1 ? names[0] : string.Join(", ", names.Take(names.Length - 1)) + " and " + names[names.Length - 1];
}
