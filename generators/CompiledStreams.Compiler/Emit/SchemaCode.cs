using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes a schema as the text that it is.</summary>
internal static class SchemaCode
{
    private const string Quotes = "\"\"\"";

    /// <param name="writer">Takes the property.</param>
    /// <param name="head">The property without its value.</param>
    /// <param name="lines">The schema's lines; one in braces is that of another state.</param>
    public static void Emit(SourceWriter writer, string head, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
        {
            writer.Line(head + " => \"\";");
            return;
        }

        writer.Line($"{head} => {(all.Any(l => l[0] == '{') ? "$" : "")}{Quotes}");
        using (writer.Indented())
        {
            foreach (string line in all)
                writer.Line(line);

            writer.Line(Quotes + ";");
        }
    }
}
