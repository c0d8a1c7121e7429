namespace CompiledStreams;

/// <summary>Columns between delimiters, quoted as in RFC 4180; lines end with LF or CRLF.</summary>
/// <remarks>Columns are found by the header's names, or, without a header, by the binding's list or else the order of the event's fields.</remarks>
public sealed class DelimitedFormat : Format
{
    internal DelimitedFormat(DelimitedOptions options)
    {
        options.Check();
        MaxRecordBytes = options.MaxRecord;
        Delimiter = (byte)options.DelimiterChar;
        HasHeader = options.Header;
        Columns = options.ColumnList;
        CollapsesBlanks = options.Blanks;
    }

    /// <summary>Delimited text with settings of its own.</summary>
    /// <param name="options">Changes the usual settings, such as <c>o => o.Delimiter(';')</c>; none where null.</param>
    /// <exception cref="ArgumentException">Settings contradict each other.</exception>
    public static DelimitedFormat With(Action<DelimitedOptions>? options)
    {
        if (options is null)
            return Delimited;

        DelimitedOptions chosen = new();
        options(chosen);
        return new DelimitedFormat(chosen);
    }

    /// <inheritdoc/>
    public override Formats Kind => Formats.Delimited;

    /// <inheritdoc/>
    public override int MaxRecordBytes { get; }

    /// <inheritdoc/>
    public override string Extension => CollapsesBlanks ? ".txt" : Delimiter == '\t' ? ".tsv" : ".csv";

    /// <summary>The byte between two columns.</summary>
    public byte Delimiter { get; }

    /// <summary>Whether the first line of each input names its columns.</summary>
    public bool HasHeader { get; }

    /// <summary>The columns in order, or null: <c>name</c>, <c>name:form</c> for a time's form, <c>-</c> for a column that is passed over.</summary>
    public IReadOnlyList<string>? Columns { get; }

    /// <summary>Whether a run of blanks is one delimiter and leading blanks are skipped.</summary>
    public bool CollapsesBlanks { get; }
}
