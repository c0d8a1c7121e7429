using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>A way in which a method's result isn't decided by its arguments.</summary>
internal enum Breach
{
    Clock,
    Random,
    HashCode,
    Setting,
    Culture,
    TimeZone,
    Console,
    File,
    Network,
    Process,
    Thread,
    ReadsStatic,
    WritesStatic,
    Instance,
}

/// <summary>A breach in one body.</summary>
/// <param name="What">What the user wrote, such as <c>DateTime.UtcNow</c>.</param>
/// <param name="At">The syntax to underline.</param>
internal sealed record Finding(Breach Breach, string What, SyntaxNode At);

/// <summary>A call of a method whose body we have, or the reading of a static whose first value we have.</summary>
/// <param name="Target">The method, or the static field or property.</param>
/// <param name="IsVirtual">Whether what overrides or implements the method may be called instead.</param>
/// <param name="OnStatic">The static that holds the object it is called on, or null.</param>
internal sealed record Call(ISymbol Target, bool IsVirtual, string? OnStatic, SyntaxNode At);

/// <summary>What one body does by itself.</summary>
/// <param name="ChangesThis">Whether it changes the object it is called on.</param>
internal sealed record Facts(IReadOnlyList<Finding> Findings, IReadOnlyList<Call> Calls, bool ChangesThis);

/// <summary>A breach that is reached through a call.</summary>
/// <param name="Path">The methods on the way and what the last one uses, such as <c>'Age' -> 'DateTime.UtcNow'</c>.</param>
internal sealed record Reached(Breach Breach, string Path);
