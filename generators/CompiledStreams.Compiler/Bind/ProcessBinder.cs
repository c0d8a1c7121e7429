using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Binds a process function: it needs a key, and its events are new ones, so that the key is lost.</summary>
internal static class ProcessBinder
{
    public static IEnumerable<Edge> Bind(Binding binding, ProcessModel process, Edge input)
    {
        binding.CheckType(process, process.Event.Type, input);
        binding.CheckIsAppend(process, input);
        CheckKey(binding, process, input);
        return process.Outputs.Select(o => new Edge(o.Name, o.Type, ChangeKind.Append, null, ""));
    }

    private static void CheckKey(Binding binding, ProcessModel process, Edge input)
    {
        if (input.Key is not { } key)
        {
            // Upserts were reported, and have no key to speak of.
            if (input.Changes == ChangeKind.Append)
                binding.Report(PipelineRules.UnkeyedProcess, process, Place.Name, process.Name, input.Name);

            return;
        }

        if (process.Key is { } takes && takes.Type.Differs(key.Key.Type))
            binding.Report(PipelineRules.WrongProcessKey, process, Place.Parameters, process.Name, takes.Type.Name, input.Name, key.Key.Type.Name);
    }
}
