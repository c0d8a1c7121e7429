using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Tests;

/// <summary>The page of a rule, in the form that all pages have.</summary>
internal sealed record DiagnosticPage(string Heading, string Text, string? Wrong, string? Right)
{
    public static DiagnosticPage Read(string id)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Diagnostics, id + ".md"));
        return new DiagnosticPage(text.Split('\n')[0], text, Code(text, "wrong"), Code(text, "right"));
    }

    public static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity switch
    {
        DiagnosticSeverity.Error => "Error",
        DiagnosticSeverity.Warning => "Warning",
        _ => "Suggestion",
    };

    /// <summary>The block behind the fence <c>csharp wrong</c> or <c>csharp right</c>; see docs/contributing/documentation.md.</summary>
    private static string? Code(string text, string argument)
    {
        string fence = $"```csharp {argument}\n";
        int start = text.IndexOf(fence, StringComparison.Ordinal);
        return start < 0 ? null : text[(start + fence.Length)..text.IndexOf("```", start + fence.Length, StringComparison.Ordinal)];
    }
}
