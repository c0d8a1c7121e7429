using System.Text;

namespace CompiledStreams;

/// <summary>A record that can't be decoded. Everything before it is finished and written.</summary>
public sealed class BadRecordException : PipelineException
{
    private const int ShownBytes = 200;

    internal BadRecordException(string source, string? file, long line, long offset, string? field, string reason, ReadOnlySpan<byte> record, bool isHeader = false)
        : this(source, file, line, offset, field, reason, Printable(record), isHeader)
    {
    }

    private BadRecordException(string source, string? file, long line, long offset, string? field, string reason, string record, bool isHeader)
        : base($"Source '{source}', {(file is null ? "" : $"file '{file}', ")}line {line}, byte {offset}: {(field is null ? isHeader ? "the header" : "the record" : $"field '{field}'")} {reason}; "
            + (isHeader ? "no record can be read without its header, so OnError doesn't pass over it. The header begins: " : "fix the record, or bind the source with OnError.Skip or OnError.DeadLetter(…). The record begins: ")
            + record)
    {
        Source = source;
        File = file;
        Line = line;
        Offset = offset;
        Field = field;
        Reason = reason;
        Record = record;
    }

    /// <summary>The source's name.</summary>
    public new string Source { get; }

    /// <summary>The file, or null where the input isn't one.</summary>
    public string? File { get; }

    /// <summary>The record's first line in its input, from 1.</summary>
    public long Line { get; }

    /// <summary>Where in its input the error is, in bytes from 0.</summary>
    public long Offset { get; }

    /// <summary>The field's wire name, or null where the record itself is broken.</summary>
    public string? Field { get; }

    /// <summary>What is wrong, as the end of a sentence.</summary>
    public string Reason { get; }

    /// <summary>The record's first 200 bytes as text, without what can't be printed.</summary>
    public string Record { get; }

    private static string Printable(ReadOnlySpan<byte> record)
    {
        StringBuilder text = new();
        foreach (Rune rune in Encoding.UTF8.GetString(record[..Math.Min(record.Length, ShownBytes)]).TrimEnd('\r', '\n').EnumerateRunes())
            text.Append(Rune.IsControl(rune) ? "·" : rune.ToString());

        return record.Length > ShownBytes ? text.Append('…').ToString() : text.ToString();
    }
}
