using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Binds a sink: it takes any changes unless its port says which.</summary>
internal static class SinkBinder
{
    private const int Changelog = 4;

    public static IEnumerable<Edge> Bind(Binding binding, SinkModel sink, Edge input)
    {
        binding.CheckType(sink, sink.Event, input);
        if (input.Changes != ChangeKind.Unknown && (sink.Takes & (int)input.Changes) == 0)
        {
            string advice = input.Changes == ChangeKind.Upsert
                ? $"write 'Takes = Changes.Upsert', or 'Output = Changes.Append' at aggregate '{input.Origin}'"
                : "write 'Takes = Changes.Append'";
            binding.Report(PipelineRules.SinkTakesOther, sink, Place.Attribute, sink.Name, Words(sink.Takes), input.Name, Binding.Words(input.Changes), advice);
        }

        return [];
    }

    private static string Words(int takes) => string.Join(" and ", new[]
    {
        (takes & (int)ChangeKind.Append) != 0 ? "appends" : "",
        (takes & (int)ChangeKind.Upsert) != 0 ? "upserts" : "",
        (takes & Changelog) != 0 ? "a changelog" : "",
    }.Where(w => w.Length > 0));
}
