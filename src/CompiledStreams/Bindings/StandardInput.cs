namespace CompiledStreams;

/// <summary>The process's standard input.</summary>
public static class StandardInput
{
    /// <summary>JSON lines from standard input.</summary>
    /// <param name="options">Settings of the format.</param>
    public static IInput JsonLines(Action<JsonLinesOptions>? options = null) => new StandardInputBinding(JsonLinesFormat.With(options));

    /// <summary>Delimited text from standard input.</summary>
    /// <param name="options">Settings of the format.</param>
    public static IInput Delimited(Action<DelimitedOptions>? options = null) => new StandardInputBinding(DelimitedFormat.With(options));
}

internal sealed class StandardInputBinding(Format format) : IInput
{
    public string Description => "standard input";

    public bool IsReplayable => false;

    public Format Format { get; } = format;
}
