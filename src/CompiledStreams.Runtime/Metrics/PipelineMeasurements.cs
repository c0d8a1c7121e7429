namespace CompiledStreams.Runtime;

/// <summary>The runs of one pipeline in this process. Counters of a process never fall: what a run counted is kept when it ends.</summary>
/// <remarks>Used under the meter's lock.</remarks>
internal sealed class PipelineMeasurements
{
    private readonly List<LaneThread> _running = [];
    private RunCounts? _ended;

    public void Add(LaneThread run) => _running.Add(run);

    public void End(LaneThread run)
    {
        _running.Remove(run);
        _ended = Sum(_ended, run.Counts());
    }

    /// <summary>The counts of all runs, or null before the first.</summary>
    public RunCounts? Counts() => _running.Aggregate(_ended, (sum, run) => Sum(sum, run.Counts()));

    /// <summary>The state that each operator has now.</summary>
    public IEnumerable<(string Operator, long Keys, long Bytes)> States() => _running
        .SelectMany(run => run.States)
        .GroupBy(state => state.Name)
        .Select(states => (states.Key, states.Sum(state => state.Count), states.Sum(state => state.Bytes)));

    private static RunCounts Sum(RunCounts? sum, RunCounts run) => sum is null ? run : sum + run;
}
