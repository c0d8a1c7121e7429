using System.Text;

namespace Shop.Report;

/// <summary>Writes messages, which are no part of the result: one that can't be written, to a closed standard error or a full disk, is lost, and the run goes on.</summary>
internal sealed class MessageWriter(TextWriter to) : TextWriter
{
    public override Encoding Encoding => to.Encoding;

    public override void Write(char value) => Try(() => to.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => to.Write(buffer, index, count));

    public override void Flush() => Try(to.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
