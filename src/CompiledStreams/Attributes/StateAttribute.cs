namespace CompiledStreams;

/// <summary>Marks a partial struct that is state of several pipelines; its codec is generated where it is declared.</summary>
/// <remarks>State that is nested in its pipeline and marked <see cref="AggregateAttribute"/> needs no such mark.</remarks>
[AttributeUsage(AttributeTargets.Struct, Inherited = false)]
public sealed class StateAttribute : Attribute;
