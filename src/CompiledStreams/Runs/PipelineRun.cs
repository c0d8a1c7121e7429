namespace CompiledStreams;

/// <summary>A pipeline with what its ports are bound to and the run's settings.</summary>
/// <typeparam name="TPipeline">The pipeline.</typeparam>
public sealed class PipelineRun<TPipeline>
    where TPipeline : IPipeline
{
    private readonly TPipeline _pipeline;
    private readonly RunBindings _bindings = new();

    internal PipelineRun(TPipeline pipeline) => _pipeline = pipeline;

    internal RunBindings Bindings => _bindings;

    /// <summary>Binds a source to records in a wire format.</summary>
    /// <param name="source">Names the source: <c>p => p.Purchases</c>.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="onError">What becomes of a record that can't be decoded; null stops the run.</param>
    /// <exception cref="BindingException">The source is bound already, or is one of another pipeline.</exception>
    public PipelineRun<TPipeline> Read<T>(Func<TPipeline, Source<T>> source, IInput input, OnError? onError = null)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(input);
        _bindings.BindSource(_pipeline.Description, source(_pipeline).PortOf(_pipeline.Description), new SourceBinding(input, input.Description, input.Format, onError ?? OnError.Stop, () => input.IsReplayable));
        return this;
    }

    /// <summary>Binds a source to events in memory.</summary>
    /// <param name="source">Names the source: <c>p => p.Purchases</c>.</param>
    /// <param name="input">What it reads.</param>
    /// <exception cref="BindingException">The source is bound already, or is one of another pipeline.</exception>
    public PipelineRun<TPipeline> Read<T>(Func<TPipeline, Source<T>> source, IInput<T> input)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(input);
        _bindings.BindSource(_pipeline.Description, source(_pipeline).PortOf(_pipeline.Description), new SourceBinding(input, input.Description, Format: null, OnError.Stop, () => input.IsReplayable));
        return this;
    }

    /// <summary>Binds a sink to where its events go as records in a wire format.</summary>
    /// <param name="sink">Names the sink: <c>p => p.Spendings</c>.</param>
    /// <param name="output">Where they go.</param>
    /// <exception cref="BindingException">The sink is bound already, or is one of another pipeline.</exception>
    public PipelineRun<TPipeline> Write<T>(Func<TPipeline, Sink<T>> sink, IOutput output)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(output);
        _bindings.BindSink(_pipeline.Description, sink(_pipeline).PortOf(_pipeline.Description), new SinkBinding(output, output.Description, output.Takes, output.IsTransactional));
        return this;
    }

    /// <summary>Binds a sink to where its events go in memory.</summary>
    /// <param name="sink">Names the sink: <c>p => p.Spendings</c>.</param>
    /// <param name="output">Where they go.</param>
    /// <exception cref="BindingException">The sink is bound already, or is one of another pipeline.</exception>
    public PipelineRun<TPipeline> Write<T>(Func<TPipeline, Sink<T>> sink, IOutput<T> output)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(output);
        _bindings.BindSink(_pipeline.Description, sink(_pipeline).PortOf(_pipeline.Description), new SinkBinding(output, output.Description, output.Takes, output.IsTransactional));
        return this;
    }

    /// <summary>Reports progress at an interval and once more at the end. Called on a thread of the pool, never two calls at once; a call that throws stops the run, which
    /// then fails with what it threw.</summary>
    /// <param name="every">Time between two calls; 1 ms or more.</param>
    /// <param name="report">Takes the progress.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="every"/> is under 1 ms.</exception>
    public PipelineRun<TPipeline> OnProgress(TimeSpan every, Action<RunProgress> report)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.FromMilliseconds(1));
        ArgumentNullException.ThrowIfNull(report);
        _bindings.ProgressEvery = every;
        _bindings.Progress = report;
        return this;
    }

    /// <summary>Stops the run at SIGINT (Ctrl+C) or SIGTERM as a cancelled token does; a second signal ends the process at once, with exit code 130 or 143.</summary>
    public PipelineRun<TPipeline> StopOnSignals()
    {
        _bindings.StopsOnSignals = true;
        return this;
    }

    /// <summary>Overwrites the memory behind an event's views as soon as they end, so that a view that was kept shows at once. Slow: one event at a time, from a copy.</summary>
    /// <remarks>Also by the <see cref="AppContext"/> switch <c>CompiledStreams.PoisonViews</c> and the environment variable <c>COMPILEDSTREAMS_POISON_VIEWS=1</c>. Events that
    /// are bound in memory are the program's own and aren't overwritten.</remarks>
    public PipelineRun<TPipeline> PoisonViews()
    {
        _bindings.PoisonsViews = true;
        return this;
    }

    /// <summary>Keeps state, positions and output together in epochs, so that a run that was killed goes on where the last epoch ended, and nothing is lost or shows twice.</summary>
    /// <param name="directory">The folder of the checkpoints, made where there is none; one for each pipeline. Local and fast: it is flushed once an epoch.</param>
    /// <param name="every">Time between two epochs; null for events alone. 10 s where neither is given.</param>
    /// <param name="everyEvents">Events between two epochs; null for time alone.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="every"/> is under 1 ms or over 1 day, or <paramref name="everyEvents"/> under 1.</exception>
    /// <remarks>Exactly once is asked for by default; a binding that doesn't reach it is refused (<see cref="Require"/>). What the binding reaches is printed on standard error; a host logs it.</remarks>
    public PipelineRun<TPipeline> WithCheckpoints(string directory, TimeSpan? every = null, long? everyEvents = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        if (every is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, CheckpointSettings.LeastInterval, nameof(every));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, CheckpointSettings.MostInterval, nameof(every));
        }

        if (everyEvents is { } events)
            ArgumentOutOfRangeException.ThrowIfLessThan(events, 1, nameof(everyEvents));

        _bindings.Checkpoints = new CheckpointSettings(directory, every ?? (everyEvents is null ? TimeSpan.FromSeconds(10) : null), everyEvents);
        return this;
    }

    /// <summary>Asks for a guarantee: a run whose bindings reach less is refused. With checkpoints it is <see cref="Guarantee.ExactlyOnce"/> where nothing is asked, else nothing.</summary>
    /// <param name="guarantee">The least that the run must reach.</param>
    public PipelineRun<TPipeline> Require(Guarantee guarantee)
    {
        _bindings.Required = guarantee;
        return this;
    }

    /// <summary>Forgets the checkpoints of earlier runs, and deletes the parts that they name, once the run is known to be able to begin; without checkpoints it does nothing.</summary>
    public PipelineRun<TPipeline> StartFresh()
    {
        _bindings.StartsFresh = true;
        return this;
    }

    /// <summary>Looks at the bindings as <see cref="RunAsync"/> does first: before it is called, say, to delete the output of an earlier run. Opens and changes nothing.</summary>
    /// <exception cref="BindingException">A port isn't bound, or to something it can't be bound to; a file to be read isn't there, or is also written.</exception>
    public void Check() => _bindings.Check(_pipeline.Description);

    /// <summary>Runs until every source has ended, or the run is stopped.</summary>
    /// <param name="cancellationToken">Stops the run: nothing more is read, the whole records in hand are finished, sinks are flushed, and the summary says
    /// <see cref="RunOutcome.Stopped"/>; no <see cref="OperationCanceledException"/> is thrown. A sink that takes nothing makes it wait.</param>
    /// <exception cref="BindingException">A port isn't bound, or to something it can't be bound to.</exception>
    /// <exception cref="BadRecordException">A record can't be decoded.</exception>
    /// <exception cref="BadEventException">An event can't be written in its sink's format.</exception>
    /// <exception cref="OperatorException">An operator threw.</exception>
    /// <exception cref="ConnectorException">Reading or writing failed.</exception>
    public Task<RunSummary> RunAsync(CancellationToken cancellationToken = default) => _pipeline.RunAsync(_bindings, cancellationToken);

    /// <summary>Looks for a format that doesn't fit its port's event, once <see cref="Check"/> has found every port bound. Opens nothing.</summary>
    internal FormatMistake? FindFormatMistake() => _pipeline.FindFormatMistake(_bindings);

    internal PipelineRun<TPipeline> WithClock(TimeProvider clock)
    {
        _bindings.Clock = clock;
        return this;
    }
}
