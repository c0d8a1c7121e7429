namespace CompiledStreams.Operators.Tests;

/// <summary>An event whose numbers may be written in several ways.</summary>
[Event]
public readonly partial record struct Stamped(uint Count, [Time(TimeUnit.Seconds)] Timestamp At, [Time(TimeUnit.Milliseconds)] DateTimeOffset Zoned);
