using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>A value that a wire format can't express.</summary>
/// <param name="field">The field's wire name.</param>
/// <param name="reason">What is wrong, as the end of a sentence: <c>is not a finite number</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EncodingException(string field, string reason) : Exception($"Field '{field}' {reason}")
{
    /// <summary>The field's wire name.</summary>
    public string Field { get; } = field;

    /// <summary>What is wrong, as the end of a sentence.</summary>
    public string Reason { get; } = reason;

    /// <summary>What else can be done than to leave the event or the value out, or null: <c>set another delimiter</c>.</summary>
    internal string? Remedy { get; init; }
}
