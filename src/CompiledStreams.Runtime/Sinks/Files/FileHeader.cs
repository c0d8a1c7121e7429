using System.IO.Pipelines;
using System.Text;
using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>The header of the records that are appended to a file: one that has another would get values under wrong columns.</summary>
/// <param name="sink">The sink in words, for messages.</param>
/// <param name="format">The records' format, which has a header.</param>
/// <param name="write">Writes the header.</param>
internal sealed class FileHeader(string sink, DelimitedFormat format, Action<PipeWriter> write)
{
    private const int UsualBytes = 1 << 16;
    private const int ShownCharacters = 200;

    private readonly DelimitedRow _row = new(format);

    /// <summary>Compares the columns' names, however they are quoted.</summary>
    /// <exception cref="BindingException">The file begins otherwise.</exception>
    public void Check(IStoreFile file, string path)
    {
        byte[] header = Written();
        string[] written = Names(header, out string shownWritten);
        byte[] beginning = new byte[Math.Min(file.Length, Math.Max(UsualBytes, 2L * header.Length))];
        string[] found = Names(beginning[..file.Read(beginning, 0)], out string shownFound);
        if (!found.SequenceEqual(written))
        {
            throw new BindingException(
                $"{sink} can't append to file '{path}': it begins with the header '{shownFound}', but '{shownWritten}' would be written, so that values would stand under wrong columns; "
                + "write to another file, or say with Columns(…) and Delimiter(…) at the binding which columns the file has");
        }
    }

    private byte[] Written()
    {
        using MemoryStream stream = new();
        PipeWriter writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        write(writer);
        writer.Complete();
        return stream.ToArray();
    }

    /// <summary>The fields of the first line that isn't empty, and the line as it is shown; none where there is no such line or its quotes are broken.</summary>
    private string[] Names(byte[] bytes, out string shown)
    {
        int position = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        RowStatus status = RowStatus.Empty;
        while (status == RowStatus.Empty && position < bytes.Length)
        {
            status = _row.Read(bytes, position, bytes.Length, isFinal: true);
            position = _row.Next;
        }

        shown = status == RowStatus.Empty ? "" : FirstLine(bytes.AsSpan(_row.Start));
        return status == RowStatus.Whole ? _row.Names() : [];
    }

    private static string FirstLine(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        string line = Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
        return line.Length > ShownCharacters ? line[..ShownCharacters] + "…" : line;
    }
}
