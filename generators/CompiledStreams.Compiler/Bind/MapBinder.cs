using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Binds a map: its events are new ones, so a key is lost; what they mean stays.</summary>
internal static class MapBinder
{
    public static IEnumerable<Edge> Bind(Binding binding, MapModel map, Edge input)
    {
        binding.CheckType(map, map.Method.Event.Type, input);
        return [new Edge(map.Name, map.Result, input.Changes, null, input.Origin)];
    }
}
