namespace CompiledStreams;

/// <summary>Where a hosted pipeline's run is.</summary>
internal enum RunPhase
{
    /// <summary>The host hasn't started it.</summary>
    Waiting,

    /// <summary>Its ports are being opened and its state restored.</summary>
    Opening,

    /// <summary>It reads.</summary>
    Running,

    /// <summary>Every source has ended, and all is written.</summary>
    Completed,

    /// <summary>It was stopped, and what was read is written.</summary>
    Stopped,

    /// <summary>It ended by an error.</summary>
    Failed,
}

/// <summary>What is known of a hosted pipeline's run. Written by its service, read by its health check on any thread.</summary>
/// <typeparam name="TPipeline">The pipeline.</typeparam>
internal sealed class PipelineStatus<TPipeline>
{
    private volatile Snapshot _now = new(RunPhase.Waiting, null);

    public Snapshot Now => _now;

    public void Set(RunPhase phase, Exception? failure = null) => _now = new Snapshot(phase, failure);

    /// <summary>Where the run is, and why it failed where it did.</summary>
    internal sealed record Snapshot(RunPhase Phase, Exception? Failure);
}
