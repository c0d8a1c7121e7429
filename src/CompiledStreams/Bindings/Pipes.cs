using System.IO.Pipelines;

namespace CompiledStreams;

/// <summary>Pipes of the program's own, such as a socket's.</summary>
public static class Pipes
{
    /// <summary>Records from a pipe. The run owns the reader and completes it when it ends, so it can be bound once.</summary>
    /// <param name="reader">The reader. Records are decoded in place where its memory lies in arrays, else they are copied first.</param>
    /// <param name="format">The format of the records.</param>
    public static IInput From(PipeReader reader, Format format)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(format);
        return new PipeInput(reader, format);
    }

    /// <summary>Records to a pipe. The run owns the writer and completes it when it ends, so it can be bound once.</summary>
    /// <param name="writer">The writer. While a flush is pending nothing more is read; a reader that has completed stops the run.</param>
    /// <param name="format">The format of the records.</param>
    public static IOutput To(PipeWriter writer, Format format)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(format);
        return new PipeOutput(writer, format);
    }
}

internal sealed class PipeInput(PipeReader reader, Format format) : IInput
{
    public string Description => "a pipe";

    public bool IsReplayable => false;

    public Format Format { get; } = format;

    public PipeReader Reader { get; } = reader;
}

internal sealed class PipeOutput(PipeWriter writer, Format format) : IOutput
{
    public string Description => "a pipe";

    public Format Format { get; } = format;

    public PipeWriter Writer { get; } = writer;
}
