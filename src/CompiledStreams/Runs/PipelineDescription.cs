namespace CompiledStreams;

/// <summary>A compiled pipeline's ports and plan.</summary>
/// <param name="Name">The class's full name.</param>
/// <param name="Sources">The sources, in the order of the text; a port's number is its place here.</param>
/// <param name="Sinks">The sinks, in the order of the text; a port's number is its place here.</param>
/// <param name="Plan">The plan as text: a line an operator, as it stands in the emitted code.</param>
public sealed record PipelineDescription(
    string Name, IReadOnlyList<SourceDescription> Sources, IReadOnlyList<SinkDescription> Sinks, string Plan);

/// <summary>A source port.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Event">The event's type.</param>
/// <param name="Formats">The wire formats that may be bound to it.</param>
/// <param name="Validate">How much of a record is checked.</param>
public sealed record SourceDescription(string Name, Type Event, Formats Formats, Validate Validate);

/// <summary>A sink port.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Event">The event's type.</param>
/// <param name="Changes">What the events mean: exactly one of append, upsert and changelog.</param>
public sealed record SinkDescription(string Name, Type Event, Changes Changes);
