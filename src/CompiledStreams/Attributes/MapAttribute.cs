namespace CompiledStreams;

/// <summary>Marks a method that turns each event into one other event.</summary>
/// <remarks>Shape: <c>TResult Name(in T event)</c>, static, or an instance method that reads nothing but parameters of the pipeline.</remarks>
/// <param name="input">The stream to read; may be left out in a straight line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MapAttribute(string? input = null) : Attribute
{
    /// <summary>The stream that is read, or null for the one before in the text.</summary>
    public string? Input { get; } = input;
}
