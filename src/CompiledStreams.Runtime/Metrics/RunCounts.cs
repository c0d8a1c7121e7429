namespace CompiledStreams.Runtime;

/// <summary>What runs of one pipeline have counted; ports are in the order of its text.</summary>
/// <param name="Sources">What each source read.</param>
/// <param name="Sinks">What each sink wrote.</param>
/// <param name="Time">How the lane spent its time.</param>
internal sealed record RunCounts(IReadOnlyList<SourceSummary> Sources, IReadOnlyList<SinkSummary> Sinks, LaneTime Time)
{
    public static RunCounts operator +(RunCounts left, RunCounts right) => new(
        [.. left.Sources.Zip(right.Sources, (l, r) => new SourceSummary(l.Name, l.Events + r.Events, l.Bytes + r.Bytes, l.Skipped + r.Skipped))],
        [.. left.Sinks.Zip(right.Sinks, (l, r) => new SinkSummary(l.Name, l.Events + r.Events, l.Bytes + r.Bytes))],
        left.Time + right.Time);

    /// <summary>These without those of the job before the run began.</summary>
    public RunCounts Since(RunCounts restored) => this with
    {
        Sources = [.. Sources.Zip(restored.Sources, (n, b) => new SourceSummary(n.Name, n.Events - b.Events, n.Bytes - b.Bytes, n.Skipped - b.Skipped))],
        Sinks = [.. Sinks.Zip(restored.Sinks, (n, b) => new SinkSummary(n.Name, n.Events - b.Events, n.Bytes - b.Bytes))],
    };
}
