using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Plan;

/// <summary>Cuts a graph into loops. A loop ends where state is looked up (its keys are hashed and fetched first), where output may be owed, and where branches meet;
/// all else is fused into the loop before it.</summary>
internal sealed class LoopPlanner(PipelineGraph graph)
{
    private readonly ILookup<string, Node> _readers = graph.Nodes.SelectMany(n => n.Inputs.Select(i => (Stream: i.Name, Node: n))).ToLookup(r => r.Stream, r => r.Node, StringComparer.Ordinal);

    /// <summary>The loops, each after those that feed it.</summary>
    public List<LoopPlan> Plan()
    {
        List<LoopPlan> loops = [];
        foreach (Node node in graph.Nodes)
        {
            switch (node.Operator)
            {
                case SourceModel source:
                    loops.Add(Loop(source.Name, LoopKind.Source, source.Event));
                    break;
                case UnionModel union:
                    loops.Add(Loop(union.Name, LoopKind.Union, union.Event));
                    break;
                case FlatMapModel flatMap:
                    loops.AddRange(flatMap.Emits.Select(o => Loop(o.Name, LoopKind.Owed, o.Type)));
                    break;
                case AggregateModel { WholeStream: false } aggregate:
                    UpdateStep update = new(aggregate, node.Inputs[0].Key!, Steps(aggregate.Name, isCopied: true));
                    loops.Add(new LoopPlan(aggregate.Name, LoopKind.Keyed, aggregate.Add.Type, Origin(node.Inputs[0].Name), new EquatableArray<Step>([update])));
                    break;
            }
        }

        return loops;
    }

    /// <summary>The stream whose block has the events of a keyed stream; empty where they are made on the way.</summary>
    private string Origin(string stream)
    {
        Node maker = graph.Nodes.First(n => n.Outputs.Any(o => o.Name == stream));
        return maker.Operator switch
        {
            SourceModel or UnionModel or FlatMapModel => stream,
            FilterModel or KeyByModel => Origin(maker.Inputs[0].Name),
            _ => "",
        };
    }

    private LoopPlan Loop(string stream, LoopKind kind, TypeRef type) => new(stream, kind, type, stream, Steps(stream, isCopied: false));

    private EquatableArray<Step> Steps(string stream, bool isCopied) => _readers[stream].Select(reader => Step(reader, isCopied)).ToEquatableArray();

    private Step Step(Node node, bool isCopied) => node.Operator switch
    {
        FilterModel filter => new FilterStep(filter, Steps(filter.Name, isCopied)),
        MapModel map => new MapStep(map, Steps(map.Name, isCopied: true)),
        KeyByModel keyBy => new KeyStep(keyBy, Steps(keyBy.Name, isCopied)),
        AggregateModel { WholeStream: true } total => new TotalStep(total, Steps(total.Name, isCopied: true)),
        AggregateModel aggregate => new CollectStep(aggregate, node.Inputs[0].Key!, isCopied),
        FlatMapModel flatMap => new FlatMapStep(flatMap),
        UnionModel union => new GatherStep(union),
        SinkModel sink => new SinkStep(sink),
        _ => throw new InvalidOperationException($"'{node.Operator.Name}' reads nothing."),
    };
}
