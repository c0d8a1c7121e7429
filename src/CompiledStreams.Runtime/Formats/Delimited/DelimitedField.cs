using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What the runtime knows of an event's field: how its column is found and read.</summary>
/// <param name="name">Its name on the wire.</param>
/// <param name="isUsed">Whether the pipeline reads it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DelimitedField(string name, bool isUsed)
{
    /// <summary>Its name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the pipeline reads it.</summary>
    public bool IsUsed { get; } = isUsed;

    /// <summary>Whether it may be null: an empty or missing column is null then.</summary>
    public bool IsNullable { get; init; }

    /// <summary>How its time is written by default, spelled as in <see cref="JsonLinesOptions.Time"/>; null where it is no time.</summary>
    public string? Time { get; init; }

    /// <summary>What it is, where delimited text can't express it: <c>an array</c>, <c>another event</c>. It has no column then.</summary>
    public string? Inexpressible { get; init; }
}
