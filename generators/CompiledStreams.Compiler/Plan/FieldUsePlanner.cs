using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Plan;

/// <summary>Says which fields of a source's events are read, by all operators that the events reach unchanged.</summary>
internal sealed class FieldUsePlanner(PipelineGraph graph)
{
    private readonly Dictionary<string, FieldUse> _known = new(StringComparer.Ordinal);

    public FieldUse Of(string stream)
    {
        if (_known.TryGetValue(stream, out FieldUse? known))
            return known;

        FieldUse use = FieldUse.None;
        foreach (Node reader in graph.Nodes.Where(n => n.Inputs.Any(i => i.Name == stream)))
            use = use.With(Of(reader.Operator));

        return _known[stream] = use;
    }

    private FieldUse Of(OperatorModel reader) => reader switch
    {
        FilterModel filter => filter.Method.Event.Reads.With(Of(filter.Name)),
        KeyByModel keyBy => keyBy.Method.Event.Reads.With(Of(keyBy.Name)),
        UnionModel union => Of(union.Name),
        MapModel map => map.Method.Event.Reads,
        FlatMapModel flatMap => flatMap.Method.Event.Reads,
        StatefulModel stateful => stateful.Event.Reads,
        _ => FieldUse.Everything,
    };
}
