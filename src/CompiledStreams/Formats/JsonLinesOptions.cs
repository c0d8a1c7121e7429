namespace CompiledStreams;

/// <summary>Settings of JSON lines at a binding.</summary>
public sealed class JsonLinesOptions
{
    internal Dictionary<string, string> Times { get; } = new(StringComparer.Ordinal);

    internal int MaxRecord { get; private set; } = 1 << 20;

    /// <summary>Says how a time is written in this input or output, whatever its event says.</summary>
    /// <param name="field">The field's wire name.</param>
    /// <param name="form"><c>s</c>, <c>ms</c> or <c>us</c> for a number of units since the Unix epoch, <c>iso</c> for ISO 8601 text, else a format such as <c>yyyyMMdd</c>.</param>
    public JsonLinesOptions Time(string field, string form)
    {
        Times[field] = form;
        return this;
    }

    /// <summary>Sets the longest record in bytes; 1 MiB by default.</summary>
    /// <param name="bytes">Bytes without the line end; 1 to 1 GiB.</param>
    public JsonLinesOptions MaxRecordBytes(int bytes)
    {
        MaxRecord = RecordLimit.Check(bytes);
        return this;
    }
}
