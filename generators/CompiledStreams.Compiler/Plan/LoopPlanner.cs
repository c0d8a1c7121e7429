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
                    loops.Add(Loop(source.Name, LoopKind.Source, source.Outputs[0]));
                    break;
                case UnionModel union:
                    loops.Add(Loop(union.Name, LoopKind.Union, union.Outputs[0]));
                    break;
                case FlatMapModel flatMap:
                    loops.AddRange(flatMap.Emits.Select(o => Loop(o.Name, LoopKind.Owed, o)));
                    break;
                case ProcessModel process:
                    loops.Add(Keyed(process, node.Inputs[0], new ProcessStep(process, node.Inputs[0].Key!)));
                    loops.AddRange(process.Emits.Select(o => Loop(o.FullName, LoopKind.Owed, o.Stream)));
                    break;
                case AggregateModel { WholeStream: false } aggregate:
                    loops.Add(Keyed(aggregate, node.Inputs[0], new UpdateStep(aggregate, node.Inputs[0].Key!, Steps(aggregate.Name, isCopied: true))));
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
            ProcessModel process => process.Emits.First(o => o.Stream.Name == stream).FullName,
            FilterModel or KeyByModel => Origin(maker.Inputs[0].Name),
            _ => "",
        };
    }

    private LoopPlan Keyed(StatefulModel model, Edge input, KeyedStep step) =>
        new(model.Name, LoopKind.Keyed, model.Event.Type, Origin(input.Name), new EquatableArray<Step>([step]));

    private LoopPlan Loop(string name, LoopKind kind, StreamModel stream) => new(name, kind, stream.Type, name, Steps(stream.Name, isCopied: false));

    private EquatableArray<Step> Steps(string stream, bool isCopied) => _readers[stream].Select(reader => Step(reader, isCopied)).ToEquatableArray();

    private Step Step(Node node, bool isCopied) => node.Operator switch
    {
        FilterModel filter => new FilterStep(filter, Steps(filter.Name, isCopied)),
        MapModel map => new MapStep(map, Steps(map.Name, isCopied: true)),
        KeyByModel keyBy => new KeyStep(keyBy, Steps(keyBy.Name, isCopied)),
        AggregateModel { WholeStream: true } total => new TotalStep(total, Steps(total.Name, isCopied: true)),
        StatefulModel keyed => new CollectStep(keyed, node.Inputs[0].Key!, isCopied),
        FlatMapModel flatMap => new FlatMapStep(flatMap),
        UnionModel union => new GatherStep(union),
        SinkModel sink => new SinkStep(sink),
        _ => throw new InvalidOperationException($"'{node.Operator.Name}' reads nothing."),
    };
}
