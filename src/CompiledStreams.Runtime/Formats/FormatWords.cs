using System.IO.Pipelines;
using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>A format in words that are others when its bytes are: a checkpoint keeps them, and a run that goes on compares.</summary>
internal static class FormatWords
{
    /// <summary>How an input is read.</summary>
    public static string Of(Format format) => Of(format, static () => "a header");

    /// <summary>How an output is written.</summary>
    /// <param name="format">The format.</param>
    /// <param name="encoder">Knows the header.</param>
    /// <typeparam name="T">The event.</typeparam>
    public static string OfOutput<T>(Format format, RecordEncoder<T> encoder)
        where T : struct => Of(format, () => $"the header '{HeaderOf(encoder)}'");

    private static string Of(Format format, Func<string> header) => format switch
    {
        DelimitedFormat delimited => $"delimited text with {DelimiterOf(delimited)} between columns and {(delimited.HasHeader ? header() : $"no header{ColumnsOf(delimited)}")}",
        JsonLinesFormat { TimeForms.Count: > 0 } json => $"JSON lines with times as {string.Join(", ", json.TimeForms.Select(t => $"{t.Key}:{t.Value}").Order(StringComparer.Ordinal))}",
        _ => "JSON lines",
    };

    private static string DelimiterOf(DelimitedFormat format) =>
        format.CollapsesBlanks ? "blanks" : format.Delimiter == '\t' ? "a tab" : $"'{(char)format.Delimiter}'";

    private static string ColumnsOf(DelimitedFormat format) => format.Columns is { } columns ? $" but the columns {string.Join(", ", columns)}" : "";

    private static string HeaderOf<T>(RecordEncoder<T> encoder)
        where T : struct
    {
        using MemoryStream header = new();
        PipeWriter writer = PipeWriter.Create(header, new StreamPipeWriterOptions(leaveOpen: true));
        try
        {
            encoder.WriteHeader(writer);
        }
        catch (EncodingException)
        {
            // The first record says so.
        }

        writer.Complete();
        return Encoding.UTF8.GetString(header.ToArray()).TrimEnd();
    }
}
