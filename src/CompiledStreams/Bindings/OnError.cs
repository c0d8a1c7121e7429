namespace CompiledStreams;

/// <summary>What a source does with a record that can't be decoded.</summary>
public sealed class OnError
{
    private OnError(bool stops, IOutput? deadLetters)
    {
        Stops = stops;
        DeadLetters = deadLetters;
    }

    /// <summary>Everything before the record is finished and flushed, then the run fails with a <see cref="BadRecordException"/>. The default.</summary>
    public static OnError Stop { get; } = new(stops: true, null);

    /// <summary>The record's line is passed over and counted in <see cref="SourceSummary.Skipped"/>. A header that can't be used stops the run all the same.</summary>
    public static OnError Skip { get; } = new(stops: false, null);

    internal bool Stops { get; }

    internal IOutput? DeadLetters { get; }

    /// <summary>As <see cref="Skip"/>, and the record goes to a dead-letter output as a JSON line
    /// <c>{"source","file","line","offset","field","reason","record"}</c>.</summary>
    /// <remarks><c>offset</c> is the record's first byte in its input; <c>file</c> and <c>field</c> are null where there is none. <c>record</c> is the line as it came; where
    /// that is no valid UTF-8, <c>recordBase64</c> stands instead; of a record over the limit it is the first 4,096 bytes.</remarks>
    /// <param name="output">Where they go; must be JSON lines.</param>
    /// <exception cref="ArgumentException">The output is in another format.</exception>
    public static OnError DeadLetter(IOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.Format.Kind != Formats.JsonLines)
            throw new ArgumentException($"Dead letters are JSON lines, but {output.Description} is bound as delimited text; bind it as JSON lines.", nameof(output));

        return new OnError(stops: false, output);
    }
}
