namespace CompiledStreams;

/// <summary>What each port is bound to.</summary>
public sealed class RunBindings;
