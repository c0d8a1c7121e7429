namespace CompiledStreams;

/// <summary>A binding gives a field a time form that it can't have.</summary>
internal sealed class TimeFormException(string field, string message, Exception? inner = null) : ArgumentException(message, inner)
{
    /// <summary>The field, as the binding names it.</summary>
    public string Field { get; } = field;
}
