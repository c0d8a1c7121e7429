namespace CompiledStreams;

/// <summary>Settings of delimited text at a binding. Settings that contradict each other are an <see cref="ArgumentException"/> where the format is made.</summary>
public sealed class DelimitedOptions
{
    private char? _delimiter;
    private bool? _header;
    private string? _contradiction;

    internal char DelimiterChar => Blanks ? ' ' : _delimiter ?? ',';

    internal bool Header => _header ?? (!Blanks && ColumnList is null);

    internal bool Blanks { get; private set; }

    internal string[]? ColumnList { get; private set; }

    internal int MaxRecord { get; private set; } = 1 << 20;

    /// <summary>Sets the delimiter; a comma by default.</summary>
    /// <param name="delimiter">An ASCII character that is no quote, letter, digit or line end.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of these.</exception>
    public DelimitedOptions Delimiter(char delimiter)
    {
        if (!char.IsAscii(delimiter) || char.IsAsciiLetterOrDigit(delimiter) || delimiter is '"' or '\r' or '\n' or '\0')
            throw new ArgumentOutOfRangeException(nameof(delimiter), delimiter, "A delimiter must be an ASCII character that is no quote, letter, digit or line end.");

        if (_delimiter is { } before && before != delimiter)
            _contradiction ??= $"Delimiter('{before}') and Delimiter('{delimiter}') contradict each other; leave one out.";

        _delimiter = delimiter;
        return this;
    }

    /// <summary>Columns stand between runs of blanks, and leading blanks are skipped; without a header unless <see cref="WithHeader"/> says so. Nothing is quoted.</summary>
    public DelimitedOptions Blank()
    {
        Blanks = true;
        return this;
    }

    /// <summary>The first line of each input names its columns, and of an output is written so; this is the default.</summary>
    public DelimitedOptions WithHeader()
    {
        SetHeader(true);
        return this;
    }

    /// <summary>There is no header: columns are in the order of the event's fields.</summary>
    public DelimitedOptions WithoutHeader()
    {
        SetHeader(false);
        return this;
    }

    /// <summary>There is no header: columns are these.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <param name="columns">A field's wire name for each column; <c>name:form</c> gives a time's form as <see cref="JsonLinesOptions.Time"/> does;
    /// <c>-</c> passes a column over (in an output, leaves it empty).</param>
    public DelimitedOptions Columns(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0)
            throw new ArgumentException("Columns() lists no column; name each, or write WithoutHeader() where they are the event's fields in their order.", nameof(columns));
        if (ColumnList is not null)
            _contradiction ??= "Columns(…) is given twice; list all columns in one.";

        ColumnList = [.. columns];
        return this;
    }

    /// <summary>Settings that contradict each other are a mistake, whichever came last.</summary>
    /// <exception cref="ArgumentException">Some do.</exception>
    internal void Check()
    {
        string? contradiction = this switch
        {
            { _contradiction: { } known } => known,
            { Blanks: true, _delimiter: { } delimiter } => $"Blank() and Delimiter('{delimiter}') contradict each other: columns stand between runs of blanks, or between delimiters; leave one out.",
            { ColumnList: not null, _header: true } =>
                "Columns(…) and WithHeader() contradict each other: with Columns(…) the first line is a record; leave Columns(…) out where the first line names the columns, else WithHeader().",
            _ => null,
        };
        if (contradiction is not null)
            throw new ArgumentException(contradiction);
    }

    /// <summary>Sets the longest record in bytes; 1 MiB by default.</summary>
    /// <param name="bytes">Bytes without the line end; 1 to 1 GiB.</param>
    public DelimitedOptions MaxRecordBytes(int bytes)
    {
        MaxRecord = RecordLimit.Check(bytes);
        return this;
    }

    private void SetHeader(bool hasHeader)
    {
        if (_header == !hasHeader)
            _contradiction ??= "WithHeader() and WithoutHeader() contradict each other; leave one out.";

        _header = hasHeader;
    }
}
