namespace CompiledStreams;

/// <summary>Marks a partial struct that is a running aggregate: its fields are the state of a key, changed by each event.</summary>
/// <remarks>Shape: a partial struct with <c>void Add(in T event)</c> and <c>TResult Result()</c> or <c>TResult Result(TKey key)</c>. It may be nested in the pipeline,
/// or be a property of the pipeline whose type is shared and marked <see cref="StateAttribute"/>. It emits its result after every event.</remarks>
/// <param name="input">The stream to read, keyed unless <see cref="WholeStream"/> is set; may be left out in a straight line.</param>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Property)]
public sealed class AggregateAttribute(string? input = null) : Attribute
{
    /// <summary>The stream that is read, or null for the one before in the text.</summary>
    public string? Input { get; } = input;

    /// <summary>One state for the whole stream instead of one a key. Such an aggregate runs on one lane whatever the size of the machine.</summary>
    public bool WholeStream { get; init; }

    /// <summary>What a result means: by default <see cref="Changes.Upsert"/>, a new value for its key. <see cref="Changes.Append"/> treats each update as an event of its
    /// own, which every operator can read.</summary>
    public Changes Output { get; init; } = Changes.Upsert;
}
