namespace CompiledStreams;

/// <summary>Gives a field of an event its name on the wire.</summary>
/// <param name="name">The key in JSON lines, the column's header in delimited text; matched exactly.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class FieldAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;
}
