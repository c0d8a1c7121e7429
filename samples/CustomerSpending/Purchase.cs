using CompiledStreams;

namespace Shop;

/// <summary>A customer bought something.</summary>
[Event]
public readonly partial record struct Purchase([Time(TimeUnit.Milliseconds)] Timestamp Time, int Customer, double Amount);
