using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>A mistake that can be reported: its id, what it says, and where it is explained.</summary>
/// <remarks>Ids go by stage (01 parse, 02 bind, 03 state, 04 time, 05 determinism, 06 text) and are never used again. Errors can't be configured away.</remarks>
internal static class Rule
{
    private const string Pages = "https://github.com/compiledstreams/compiledstreams/blob/main/docs/diagnostics/";

    /// <summary>A mistake for which no code can be emitted.</summary>
    public static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id, title, message, "CompiledStreams", DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: Pages + id + ".md", customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    /// <summary>Code that runs but likely not as meant.</summary>
    public static DiagnosticDescriptor Warning(string id, string title, string message) => new(
        id, title, message, "CompiledStreams", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");

    /// <summary>Code that could be better.</summary>
    public static DiagnosticDescriptor Suggestion(string id, string title, string message) => new(
        id, title, message, "CompiledStreams", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");
}
