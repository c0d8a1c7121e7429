namespace CompiledStreams;

/// <summary>One JSON object a line, ended by LF or CRLF; empty lines are passed over.</summary>
public sealed class JsonLinesFormat : Format
{
    private readonly Dictionary<string, string> _times;

    internal JsonLinesFormat(JsonLinesOptions options)
    {
        MaxRecordBytes = options.MaxRecord;
        _times = options.Times;
    }

    /// <summary>JSON lines with settings of their own.</summary>
    /// <param name="options">Changes the usual settings, such as <c>o => o.Time("time", "ms")</c>; none where null.</param>
    public static JsonLinesFormat With(Action<JsonLinesOptions>? options)
    {
        if (options is null)
            return JsonLines;

        JsonLinesOptions chosen = new();
        options(chosen);
        return new JsonLinesFormat(chosen);
    }

    /// <inheritdoc/>
    public override Formats Kind => Formats.JsonLines;

    /// <inheritdoc/>
    public override int MaxRecordBytes { get; }

    /// <inheritdoc/>
    public override string Extension => ".jsonl";

    /// <summary>Time forms that this binding gives to fields, by wire name; see <see cref="JsonLinesOptions.Time(string, string)"/>.</summary>
    public IReadOnlyDictionary<string, string> TimeForms => _times;
}
