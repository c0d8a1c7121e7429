namespace CompiledStreams;

/// <summary>Marks a method that changes the state of an event's key and emits any number of other events, on one or more outputs.</summary>
/// <remarks>
/// <para>Shape: <c>void Name(ref TState state, in T event, Output&lt;TResult&gt; output, …)</c>, static, or an instance method that reads nothing but parameters of the pipeline.
/// The key may be taken after the event: <c>in TKey key</c>. One output is read by the method's name; several are read as <c>"Name.output"</c>.</para>
/// <para>The state is a partial struct nested in the pipeline, or a shared one marked <see cref="StateAttribute"/>. A new key's is all zero. A method that returns
/// <see cref="StateAfter"/> instead of nothing says after each event whether its key keeps its state.</para>
/// </remarks>
/// <param name="input">The stream to read, which has a key; may be left out in a straight line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProcessAttribute(string? input = null) : Attribute
{
    /// <summary>The stream that is read, or null for the one before in the text.</summary>
    public string? Input { get; } = input;
}
