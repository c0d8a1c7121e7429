using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Turns models into a graph, and checks types and change semantics edge by edge. Pure and total: a model with mistakes gives a graph with problems.</summary>
internal static class PipelineBinder
{
    public static PipelineGraph Bind(PipelineModel pipeline)
    {
        Binding binding = new(pipeline);
        if (!pipeline.Operators.Any(o => o is SourceModel) && !pipeline.IsBroken && !pipeline.Operators.Any(o => o is BrokenModel))
            binding.Report(PipelineRules.NoSource, new BrokenModel("", default, default), Place.Name, pipeline.Type.Name);

        InputResolver resolver = new(binding);
        Dictionary<OperatorModel, IReadOnlyList<string?>> inputs = [];
        foreach (OperatorModel model in Distinct(pipeline))
            inputs[model] = resolver.Resolve(model);

        List<Node> nodes = [];
        Dictionary<string, Edge> edges = new(StringComparer.Ordinal);
        foreach (OperatorModel model in Sorted(binding, resolver, inputs))
        {
            EquatableArray<Edge> reads = inputs[model].Select(name => name is not null && edges.TryGetValue(name, out Edge? edge) ? edge : Unknown(name)).ToEquatableArray();
            Node node = new(model, reads, Bind(binding, model, reads).ToEquatableArray());
            nodes.Add(node);
            foreach (Edge output in node.Outputs)
                edges[output.Name] = output;
        }

        ReportUnread(binding, inputs);
        return new PipelineGraph(pipeline, nodes.ToEquatableArray(), binding.Problems.ToEquatableArray());
    }

    private static IEnumerable<Edge> Bind(Binding binding, OperatorModel model, EquatableArray<Edge> inputs) => model switch
    {
        SourceModel source => [new Edge(source.Name, source.Event, ChangeKind.Append, null, "")],
        FilterModel filter => FilterBinder.Bind(binding, filter, inputs[0]),
        MapModel map => MapBinder.Bind(binding, map, inputs[0]),
        FlatMapModel flatMap => FlatMapBinder.Bind(binding, flatMap, inputs[0]),
        KeyByModel keyBy => KeyByBinder.Bind(binding, keyBy, inputs[0]),
        AggregateModel aggregate => AggregateBinder.Bind(binding, aggregate, inputs[0]),
        ProcessModel process => ProcessBinder.Bind(binding, process, inputs[0]),
        UnionModel union => UnionBinder.Bind(binding, union, inputs),
        SinkModel sink => SinkBinder.Bind(binding, sink, inputs[0]),
        _ => model.Outputs.Select(o => Unknown(o.Name)),
    };

    private static Edge Unknown(string? name) => new(name ?? "", TypeRef.Unknown, ChangeKind.Unknown, null, "");

    private static IEnumerable<OperatorModel> Distinct(PipelineModel pipeline) => pipeline.Operators.GroupBy(o => o.Name, StringComparer.Ordinal).Select(g => g.First());

    // Kahn's order, the first in the text first. What is left has a cycle, which is reported once and cut.
    private static List<OperatorModel> Sorted(Binding binding, InputResolver resolver, Dictionary<OperatorModel, IReadOnlyList<string?>> inputs)
    {
        List<OperatorModel> left = [.. Distinct(binding.Pipeline)];
        List<OperatorModel> sorted = [];
        HashSet<OperatorModel> done = [];
        bool isReported = false;
        while (left.Count > 0)
        {
            OperatorModel? next = left.FirstOrDefault(o => inputs[o].All(i => i is null || done.Contains(resolver.Maker(i))));
            if (next is null)
            {
                List<OperatorModel> cycle = CycleIn(left, resolver, inputs);
                next = left.First(cycle.Contains);
                if (!isReported)
                    binding.Report(PipelineRules.Cycle, next, Place.Attribute, next.Name, string.Join(" reads ", cycle.SkipWhile(o => o != next).Concat(cycle.TakeWhile(o => o != next)).Append(next).Select(o => o.Name)));

                isReported = true;
            }

            left.Remove(next);
            done.Add(next);
            sorted.Add(next);
        }

        return sorted;
    }

    // From any operator left, going to what it reads ends in a cycle.
    private static List<OperatorModel> CycleIn(List<OperatorModel> left, InputResolver resolver, Dictionary<OperatorModel, IReadOnlyList<string?>> inputs)
    {
        List<OperatorModel> path = [];
        OperatorModel at = left[0];
        while (!path.Contains(at))
        {
            path.Add(at);
            at = inputs[at].Where(i => i is not null).Select(i => resolver.Maker(i!)).First(left.Contains);
        }

        return [.. path.SkipWhile(o => o != at)];
    }

    private static void ReportUnread(Binding binding, Dictionary<OperatorModel, IReadOnlyList<string?>> inputs)
    {
        // An input that isn't known might be any of them.
        if (inputs.Values.Any(names => names.Contains(null)) || binding.Pipeline.IsBroken)
            return;

        HashSet<string> read = new(inputs.Values.SelectMany(names => names).OfType<string>(), StringComparer.Ordinal);
        foreach (OperatorModel model in inputs.Keys.Where(m => m is not BrokenModel))
        {
            foreach (StreamModel output in model.Outputs.Where(o => !read.Contains(o.Name)))
            {
                if (output.Name == model.Name)
                    binding.Report(PipelineRules.NobodyReads, model, Place.Name, model.Kind, model.Name, Written(output.Type));
                else
                    binding.Report(PipelineRules.NobodyReadsOutput, model, Place.Parameters, output.Name, Written(output.Type));
            }
        }
    }

    private static string Written(TypeRef type) => type.IsUnknown ? "T" : type.Name;
}
