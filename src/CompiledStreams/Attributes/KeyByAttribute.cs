namespace CompiledStreams;

/// <summary>Marks a method that gives the key of each event; state after it is kept for each key apart.</summary>
/// <remarks>Shape: <c>TKey Name(in T event)</c>. A key is an integer, an enum, a <see cref="Guid"/>, a <see cref="bool"/>, a <see cref="char"/>, a <see cref="DateOnly"/>,
/// a <see cref="Timestamp"/>, text, or a readonly record struct of these: its equality must not change, so floating point and mutable keys are errors.</remarks>
/// <param name="input">The stream to read; may be left out in a straight line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeyByAttribute(string? input = null) : Attribute
{
    /// <summary>The stream that is read, or null for the one before in the text.</summary>
    public string? Input { get; } = input;
}
