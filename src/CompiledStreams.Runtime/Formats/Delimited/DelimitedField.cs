using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What the runtime knows of an event's field: how its column is found and read.</summary>
/// <param name="name">Its name on the wire.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DelimitedField(string name)
{
    /// <summary>Its name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the pipeline reads it; true by default.</summary>
    public bool IsUsed { get; init; } = true;

    /// <summary>Whether it may be null: an empty or missing column is null then.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Whether it is text, which may be empty.</summary>
    public bool IsText { get; init; }

    /// <summary>What of a time it is.</summary>
    public DelimitedTime Time { get; init; }

    /// <summary>How its time is written by default, spelled as in <see cref="JsonLinesOptions.Time"/>.</summary>
    public string Form { get; init; } = TimeForm.Iso;

    /// <summary>What it is, where delimited text can't express it: <c>an array</c>, <c>another event</c>. It has no column then.</summary>
    public string? Inexpressible { get; init; }
}

/// <summary>What of a time a field is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum DelimitedTime
{
    /// <summary>It is no time.</summary>
    None,

    /// <summary>A point in time.</summary>
    Instant,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    TimeOfDay,
}
