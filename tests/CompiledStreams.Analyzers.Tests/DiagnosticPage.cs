using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Tests;

/// <summary>The page of a rule, in the form that all pages have.</summary>
internal sealed record DiagnosticPage(string Heading, string Text, string? Wrong, string? Right)
{
    public static DiagnosticPage Read(string id)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Diagnostics, id + ".md"));
        return new DiagnosticPage(text.Split('\n')[0], text, Code(text, "## Wrong"), Code(text, "## Right"));
    }

    public static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity switch
    {
        DiagnosticSeverity.Error => "Error",
        DiagnosticSeverity.Warning => "Warning",
        _ => "Suggestion",
    };

    private static string? Code(string text, string heading)
    {
        const string Fence = "```csharp\n";
        int section = text.IndexOf(heading + "\n", StringComparison.Ordinal);
        if (section < 0)
            return null;

        int start = text.IndexOf(Fence, section, StringComparison.Ordinal) + Fence.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
