namespace CompiledStreams;

/// <summary>What a run did.</summary>
public sealed class RunSummary;
