namespace CompiledStreams;

/// <summary>Marks a method that turns each event into any number of other events, on one or more outputs.</summary>
/// <remarks>Shape: <c>void Name(in T event, Output&lt;TResult&gt; output, …)</c>, static, or an instance method that reads nothing but parameters of the pipeline.
/// One output is read by the method's name; several are read as <c>"Name.output"</c>.</remarks>
/// <param name="input">The stream to read; may be left out in a straight line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FlatMapAttribute(string? input = null) : Attribute
{
    /// <summary>The stream that is read, or null for the one before in the text.</summary>
    public string? Input { get; } = input;
}
