namespace CompiledStreams;

/// <summary>Marks a partial property of <see cref="Sink{T}"/>: a place where events leave the pipeline.</summary>
/// <param name="input">The stream to write; may be left out in a straight line.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SinkAttribute(string? input = null) : Attribute
{
    /// <summary>The stream that is written, or null for the one before in the text.</summary>
    public string? Input { get; } = input;

    /// <summary>The changes that this port takes; unset takes all, and what is bound to it decides.</summary>
    public Changes Takes { get; init; } = Changes.All;
}
