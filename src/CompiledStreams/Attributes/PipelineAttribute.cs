namespace CompiledStreams;

/// <summary>Marks a partial class whose attributed members are the operators of one pipeline.</summary>
/// <remarks>The compiler writes the other part of the class: the loop that runs the operators, fused. The class must be
/// <c>partial</c>, not generic and not abstract, and so must every type around it. Operators are named by their members; the names identify
/// operators across versions of the program.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PipelineAttribute : Attribute;
