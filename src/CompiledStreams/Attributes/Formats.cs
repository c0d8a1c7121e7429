namespace CompiledStreams;

/// <summary>Wire formats, to be combined.</summary>
[Flags]
public enum Formats
{
    /// <summary>One JSON object a line.</summary>
    JsonLines = 1,

    /// <summary>Columns between delimiters, quoted as in RFC 4180.</summary>
    Delimited = 2,

    /// <summary>Every format.</summary>
    All = JsonLines | Delimited,
}
