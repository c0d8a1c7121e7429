using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Binds a filter: its events are those of its input, so a key stays.</summary>
internal static class FilterBinder
{
    public static IEnumerable<Edge> Bind(Binding binding, FilterModel filter, Edge input)
    {
        binding.CheckType(filter, filter.Method.Event.Type, input);
        binding.CheckIsAppend(filter, input);
        return [new Edge(filter.Name, Binding.Passed(filter.Method.Event.Type, input), input.Changes, input.Key, input.Origin)];
    }
}
