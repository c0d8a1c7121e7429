using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Binds a key by: the events of its input with a key.</summary>
internal static class KeyByBinder
{
    public static IEnumerable<Edge> Bind(Binding binding, KeyByModel keyBy, Edge input)
    {
        binding.CheckType(keyBy, keyBy.Method.Event.Type, input);
        binding.CheckIsAppend(keyBy, input);
        if (keyBy.Key.Fault.Length > 0)
            binding.Report(PipelineRules.BadKey, keyBy, Place.Type, keyBy.Name, keyBy.Key.Type.Name, keyBy.Key.Fault);

        return [new Edge(keyBy.Name, Binding.Passed(keyBy.Method.Event.Type, input), input.Changes, new KeyedBy(keyBy.Name, keyBy.Key), input.Origin)];
    }
}
