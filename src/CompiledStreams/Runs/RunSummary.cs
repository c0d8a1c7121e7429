namespace CompiledStreams;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Every source ended, and all that was read is finished.</summary>
    Completed,

    /// <summary>The run was stopped, by a token, a signal or an output whose reader went away; what was read is finished as far as it could be written.</summary>
    Stopped,
}

/// <summary>What a run did, with the final state of its operators.</summary>
/// <remarks>The state's memory is freed when the summary is disposed, or collected.</remarks>
public sealed class RunSummary : IDisposable
{
    private readonly FinalState _state;

    internal RunSummary(RunOutcome outcome, TimeSpan elapsed, IReadOnlyList<SourceSummary> sources, IReadOnlyList<SinkSummary> sinks, FinalState state)
    {
        Outcome = outcome;
        Elapsed = elapsed;
        Sources = sources;
        Sinks = sinks;
        _state = state;
    }

    /// <summary>How the run ended.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>Time from the first step to the last flush.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The sources, in the order of the pipeline's text.</summary>
    public IReadOnlyList<SourceSummary> Sources { get; }

    /// <summary>The sinks, in the order of the pipeline's text.</summary>
    public IReadOnlyList<SinkSummary> Sinks { get; }

    /// <summary>Events of all sources; with checkpoints those of all runs from the first on.</summary>
    public long Events => Sources.Sum(s => s.Events);

    /// <summary>The epoch at which the run went on; null where it began anew, or has no checkpoints.</summary>
    public long? RestoredEpoch { get; internal init; }

    /// <summary>The newest epoch that is committed; 0 without checkpoints.</summary>
    public long Epochs { get; internal init; }

    /// <summary>What the bindings guarantee.</summary>
    public Guarantee Guarantee { get; internal init; }

    /// <summary>The final result of an aggregate, or state of a process, for each key, in no particular but a repeatable order. Text in it is valid until the summary is disposed.</summary>
    /// <typeparam name="TKey">The key; <see cref="ValueTuple"/> where the aggregate is over the whole stream.</typeparam>
    /// <typeparam name="TResult">What the aggregate's <c>Result</c> gives, or the state of the process.</typeparam>
    /// <param name="aggregate">The name of the aggregate or process: <c>"Totals"</c>.</param>
    /// <exception cref="ArgumentException">There is no such aggregate, or its key or result is of another type.</exception>
    /// <exception cref="ObjectDisposedException">The summary is disposed.</exception>
    public IEnumerable<KeyValuePair<TKey, TResult>> Results<TKey, TResult>(string aggregate)
        where TKey : notnull => _state.Results<TKey, TResult>(aggregate);

    /// <summary>Frees the state. Safe to call twice.</summary>
    public void Dispose() => _state.Dispose();
}

/// <summary>What a source read.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="Events">Events that entered the pipeline.</param>
/// <param name="Bytes">Bytes read, decompressed; 0 where events are bound in memory.</param>
/// <param name="Skipped">Records that couldn't be decoded and were passed over.</param>
public sealed record SourceSummary(string Name, long Events, long Bytes, long Skipped);

/// <summary>What a sink wrote.</summary>
/// <param name="Name">The sink's name.</param>
/// <param name="Events">Events written.</param>
/// <param name="Bytes">Bytes written; 0 where events are bound in memory.</param>
public sealed record SinkSummary(string Name, long Events, long Bytes);

/// <summary>The state that a finished run leaves; the runtime implements it.</summary>
internal abstract class FinalState : IDisposable
{
    public abstract IEnumerable<KeyValuePair<TKey, TResult>> Results<TKey, TResult>(string aggregate)
        where TKey : notnull;

    public abstract void Dispose();
}
