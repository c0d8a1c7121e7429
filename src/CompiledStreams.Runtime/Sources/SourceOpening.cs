using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>Opens what a source is bound to.</summary>
internal static class SourceOpening
{
    public static InputSequence Open(string source, IInput input, BlockPool pool, TimeProvider clock) => input switch
    {
        FileBinding file => new FileSequence(file, pool, clock),
        StandardInputBinding => OpenStandardInput(source),
        PipeInput pipe => OpenPipe(source, pipe.Reader),
        RecordMemory memory => SingleInput.Of(memory.Records),
        _ => throw new BindingException($"Source '{source}' can't read {input.Description}: no reader for it is known"),
    };

    private static SingleInput OpenPipe(string source, PipeReader reader)
    {
        if (!Claims.TryTake(reader))
            throw new BindingException($"Source '{source}' is bound to a pipe that another source or run reads; a pipe's records can be read once: give each a pipe of its own");

        return new SingleInput(reader);
    }

    private static SingleInput OpenStandardInput(string source)
    {
        if (!Claims.TryTake(typeof(StandardInput)))
            throw new BindingException($"Source '{source}' is bound to standard input, which another source or run reads already; it can be read once in a process");

        return new SingleInput(StreamPump.Read(Console.OpenStandardInput, "standard input"));
    }
}
