namespace CompiledStreams;

/// <summary>Marks a partial property of <see cref="Stream{T}"/> that has the events of several streams of one type.</summary>
/// <remarks>Events of one source keep their order; between sources there is none.</remarks>
/// <param name="inputs">The streams to read, two or more, all of one type and of like change semantics.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnionAttribute(params string[] inputs) : Attribute
{
    /// <summary>The streams that are read.</summary>
    public IReadOnlyList<string> Inputs { get; } = inputs;
}
