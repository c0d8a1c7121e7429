namespace CompiledStreams;

/// <summary>Settings of delimited text at a binding.</summary>
public sealed class DelimitedOptions
{
    internal char DelimiterChar { get; private set; } = ',';

    internal bool Header { get; private set; } = true;

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

        DelimiterChar = delimiter;
        return this;
    }

    /// <summary>Columns stand between runs of blanks, and leading blanks are skipped; without a header unless <see cref="WithHeader"/> follows. Nothing is quoted.</summary>
    public DelimitedOptions Blank()
    {
        DelimiterChar = ' ';
        Blanks = true;
        Header = false;
        return this;
    }

    /// <summary>The first line of each input names its columns, and of an output is written so; this is the default.</summary>
    public DelimitedOptions WithHeader()
    {
        Header = true;
        return this;
    }

    /// <summary>There is no header: columns are in the order of the event's fields.</summary>
    public DelimitedOptions WithoutHeader()
    {
        Header = false;
        return this;
    }

    /// <summary>There is no header: columns are these.</summary>
    /// <param name="columns">A field's wire name for each column; <c>name:form</c> gives a time's form as <see cref="JsonLinesOptions.Time"/> does;
    /// <c>-</c> passes a column over (in an output, leaves it empty).</param>
    public DelimitedOptions Columns(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Length);
        ColumnList = [.. columns];
        return this;
    }

    /// <summary>Sets the longest record in bytes; 1 MiB by default.</summary>
    /// <param name="bytes">Bytes without the line end; 1 to 1 GiB.</param>
    public DelimitedOptions MaxRecordBytes(int bytes)
    {
        MaxRecord = RecordLimit.Check(bytes);
        return this;
    }
}
