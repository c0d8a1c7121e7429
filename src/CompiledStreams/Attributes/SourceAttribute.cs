namespace CompiledStreams;

/// <summary>Marks a partial property of <see cref="Source{T}"/>: a place where events enter the pipeline.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SourceAttribute : Attribute
{
    /// <summary>The wire formats that may be bound to this source; by default every format. Fewer formats make a smaller program.</summary>
    public Formats Formats { get; init; } = Formats.All;

    /// <summary>How much of a record is checked; by default its structure.</summary>
    public Validate Validate { get; init; } = Validate.Structure;
}
