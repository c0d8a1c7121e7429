namespace CompiledStreams;

/// <summary>How records are written as bytes.</summary>
public abstract class Format
{
    private protected Format()
    {
    }

    /// <summary>One JSON object a line; the usual settings.</summary>
    public static JsonLinesFormat JsonLines { get; } = new(new JsonLinesOptions());

    /// <summary>Columns between delimiters; the usual settings: commas and a header.</summary>
    public static DelimitedFormat Delimited { get; } = new(new DelimitedOptions());

    /// <summary>This format among <see cref="Formats"/>.</summary>
    public abstract Formats Kind { get; }

    /// <summary>Longest record in bytes, its line end not counted; a longer one is a bad record.</summary>
    public abstract int MaxRecordBytes { get; }

    /// <summary>The extension of files of this format, with its dot.</summary>
    public abstract string Extension { get; }
}
