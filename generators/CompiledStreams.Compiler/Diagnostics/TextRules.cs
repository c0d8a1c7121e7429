using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>Text and arrays of an event: views of its bytes, which end with it.</summary>
internal static class TextRules
{
    public static readonly DiagnosticDescriptor EscapingView = Rule.Warning(
        "STREAM0601", "A view outlives its event",
        "'{0}' {1} and keeps '{2}', {3}");

    public static readonly DiagnosticDescriptor StringField = Rule.Suggestion(
        "STREAM0602", "A string where text would do",
        "{0} '{1}' is a 'string', one more object for each {2}; make it 'Utf8Text'");
}
