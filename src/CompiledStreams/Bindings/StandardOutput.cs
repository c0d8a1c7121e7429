namespace CompiledStreams;

/// <summary>The process's standard output.</summary>
/// <remarks>A reader that goes away, as in <c>… | head</c>, stops the run.</remarks>
public static class StandardOutput
{
    /// <summary>JSON lines to standard output.</summary>
    /// <param name="options">Settings of the format.</param>
    public static IOutput JsonLines(Action<JsonLinesOptions>? options = null) => new StandardOutputBinding(JsonLinesFormat.With(options));

    /// <summary>Delimited text to standard output.</summary>
    /// <param name="options">Settings of the format.</param>
    public static IOutput Delimited(Action<DelimitedOptions>? options = null) => new StandardOutputBinding(DelimitedFormat.With(options));
}

internal sealed class StandardOutputBinding(Format format) : IOutput
{
    public string Description => "standard output";

    public Format Format { get; } = format;
}
