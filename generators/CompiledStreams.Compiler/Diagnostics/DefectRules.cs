using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>Defects of the compiler itself, which must be seen and mustn't take the editor down.</summary>
internal static class DefectRules
{
    public static readonly DiagnosticDescriptor NotChecked = Rule.Warning(
        "STREAM0001", "A defect of CompiledStreams",
        "'{0}' was not checked because of a defect in CompiledStreams ({1}); report it with the text of the declaration");
}
