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

    /// <summary>Opens and closes every file that can be read again.</summary>
    /// <exception cref="ConnectorException">One can't be opened.</exception>
    public static void CheckReadable(string source, FileBinding files)
    {
        foreach (string path in files.ResolveInputs().Where(RegularFile.Is))
        {
            try
            {
                File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite).Dispose();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ConnectorException($"Source '{source}' can't read file '{path}': {exception.Message}", exception);
            }
        }
    }

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
