namespace CompiledStreams;

/// <summary>Marks a partial record struct as an event: its decoders and encoders for every wire format are generated beside it.</summary>
/// <remarks>Fields are the parameters of the primary constructor, or else the settable properties and public fields in the order of the text. A field may be
/// <see cref="bool"/>, any integer, <see cref="float"/>, <see cref="double"/>, <see cref="decimal"/>, <see cref="Timestamp"/>, <see cref="DateTimeOffset"/>,
/// <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="TimeSpan"/>, <see cref="Guid"/>, an enum, <see cref="Utf8Text"/>, <see cref="string"/>, another event,
/// the nullable form of one of these, or <see cref="ReadOnlyMemory{T}"/> of one of these, which is an array on the wire.</remarks>
[AttributeUsage(AttributeTargets.Struct, Inherited = false)]
public sealed class EventAttribute : Attribute
{
    /// <summary>How field names become wire names where no <see cref="FieldAttribute"/> says otherwise; camel case by default.</summary>
    public Naming Naming { get; init; } = Naming.CamelCase;
}
