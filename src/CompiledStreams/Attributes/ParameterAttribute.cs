namespace CompiledStreams;

/// <summary>Marks a property of the pipeline that its operators may read: it is set before a run and doesn't change during it.</summary>
/// <remarks>The property must have no <c>set</c> accessor but <c>init</c>.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute;
