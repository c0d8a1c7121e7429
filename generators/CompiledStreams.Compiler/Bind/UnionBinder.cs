using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Binds a union: inputs of one type and of like changes. The keys of its inputs may come from different operators, so none stays.</summary>
internal static class UnionBinder
{
    public static IEnumerable<Edge> Bind(Binding binding, UnionModel union, EquatableArray<Edge> inputs)
    {
        if (inputs.Count < 2)
            binding.Report(PipelineRules.TooFewInputs, union, Place.Attribute, union.Name, inputs.Count == 0 ? "no input" : "one input");
        else if (union.Inputs.GroupBy(i => i, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            binding.Report(PipelineRules.TooFewInputs, union, Place.Attribute, union.Name, $"'{twice.Key}' twice");

        foreach (Edge input in inputs)
            binding.CheckType(union, union.Event, input);

        Edge? known = inputs.FirstOrDefault(i => i.Changes != ChangeKind.Unknown);
        if (known is not null && inputs.FirstOrDefault(i => i.Changes != ChangeKind.Unknown && i.Changes != known.Changes) is { } unlike)
            binding.Report(PipelineRules.UnlikeUnion, union, Place.Attribute, union.Name, known.Name, Binding.Words(known.Changes), unlike.Name, Binding.Words(unlike.Changes));

        return [new Edge(union.Name, union.Event, known?.Changes ?? ChangeKind.Unknown, null, known?.Origin ?? "")];
    }
}
