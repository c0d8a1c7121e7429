using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Binds an aggregate: its results are new values for their key, unless it says that each is an event of its own.</summary>
internal static class AggregateBinder
{
    public static IEnumerable<Edge> Bind(Binding binding, AggregateModel aggregate, Edge input)
    {
        binding.CheckType(aggregate, aggregate.Event.Type, input);
        binding.CheckIsAppend(aggregate, input);
        CheckKey(binding, aggregate, input);
        ChangeKind changes = aggregate.Output == (int)ChangeKind.Append ? ChangeKind.Append : ChangeKind.Upsert;
        return [new Edge(aggregate.Name, aggregate.Result, changes, null, changes == ChangeKind.Upsert ? aggregate.Name : "")];
    }

    private static void CheckKey(Binding binding, AggregateModel aggregate, Edge input)
    {
        if (input.Key is null && !aggregate.WholeStream)
        {
            if (input.Changes != ChangeKind.Unknown)
                binding.Report(PipelineRules.Unkeyed, aggregate, Place.Name, aggregate.Name, input.Name);

            return;
        }

        if (aggregate.ResultKey?.Type is not { } takes)
            return;

        if (aggregate.WholeStream)
            binding.Report(PipelineRules.WrongResultKey, aggregate, Place.Name, aggregate.Name, takes.Name, input.Name, "has one state for all its events", "write 'Result()'");
        else if (takes.Differs(input.Key!.Key.Type))
            binding.Report(PipelineRules.WrongResultKey, aggregate, Place.Name, aggregate.Name, takes.Name, input.Name, $"has a key of '{input.Key.Key.Type.Name}'", $"write 'Result({input.Key.Key.Type.Name} key)'");
    }
}
