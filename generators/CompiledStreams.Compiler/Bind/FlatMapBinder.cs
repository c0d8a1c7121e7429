using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Binds a flat map: its events are new ones, so a key is lost.</summary>
internal static class FlatMapBinder
{
    public static IEnumerable<Edge> Bind(Binding binding, FlatMapModel flatMap, Edge input)
    {
        binding.CheckType(flatMap, flatMap.Method.Event.Type, input);
        binding.CheckIsAppend(flatMap, input);
        return flatMap.Emits.Select(o => new Edge(o.Name, o.Type, ChangeKind.Append, null, ""));
    }
}
