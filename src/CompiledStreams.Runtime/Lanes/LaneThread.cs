namespace CompiledStreams.Runtime;

/// <summary>A run's lane with its thread.</summary>
internal sealed class LaneThread(ICompiledPipeline pipeline, RunContext context, RunBindings bindings)
{
    private readonly LaneSignal _signal = new();
    private readonly TaskCompletionSource<RunSummary> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started = bindings.Clock.GetTimestamp();
    private RunCounts? _restored;
    private volatile bool _hasBegun;

    /// <summary>How far the run has come. Safe from any thread.</summary>
    public RunProgress Progress => new(bindings.Clock.GetElapsedTime(_started), context.SourceProgress());

    /// <summary>What the run has counted so far, without what it restored. Safe from any thread.</summary>
    public RunCounts Counts()
    {
        bool hasBegun = _hasBegun;
        RunCounts ofJob = CountsOfJob();
        RunCounts? before = hasBegun ? _restored : ofJob;
        return before is null ? ofJob : ofJob.Since(before);
    }

    /// <summary>The state of its operators; none before it has begun. Their counts may be read by any thread, and may lag.</summary>
    public IReadOnlyList<OperatorState> States => context.States;

    /// <summary>Asks the lane to stop. Safe from any thread.</summary>
    public void RequestStop() => _signal.RequestStop();

    /// <summary>Starts the thread.</summary>
    public Task<RunSummary> RunAsync()
    {
        new Thread(Run) { IsBackground = true, Name = $"CompiledStreams {pipeline.Description.Name}" }.Start();
        return _ended.Task;
    }

    private RunCounts CountsOfJob() => new(context.SummarizeSources(), context.SummarizeSinks(), _signal.Times.Read());

    private void Run()
    {
        LaneProgram? program = null;
        try
        {
            // Nobody else has the checkpoints from here on until they are deleted, which they are only where the ports could be opened.
            using FreshStart? fresh = bindings.StartsFresh ? FreshStart.Prepare(pipeline.Description.Name, bindings.Checkpoints, bindings.Messages) : null;
            program = Open();
            _ended.SetResult(Run(program, fresh));
        }
        catch (Exception exception)
        {
            program?.Dispose();
            _ended.SetException(exception);
        }
    }

    private RunSummary Run(LaneProgram program, FreshStart? fresh)
    {
        using RunCheckpoints? checkpoints = OpenCheckpoints(program, fresh);
        _restored = checkpoints?.RestoredEpoch is null ? null : CountsOfJob();
        _hasBegun = true;
        context.Begin(program);
        RunOutcome outcome = new LaneLoop(program, pipeline.Description, context.Sources, context.Sinks, _signal, checkpoints).Run();
        return new RunSummary(outcome, bindings.Clock.GetElapsedTime(_started), context.SummarizeSources(), context.SummarizeSinks(), new ProgramState(program))
        {
            RestoredEpoch = checkpoints?.RestoredEpoch,
            Epochs = checkpoints?.Epochs ?? 0,
            Guarantee = RunGuarantee.Of(pipeline.Description, bindings).Reached,
        };
    }

    /// <summary>Opens the store and restores, after a fresh start has deleted what was there; where that fails, the ports are closed.</summary>
    private RunCheckpoints? OpenCheckpoints(LaneProgram program, FreshStart? fresh)
    {
        if (bindings.Checkpoints is not { } settings)
            return null;

        try
        {
            fresh?.Delete(context);
            return RunCheckpoints.Open(pipeline.Description.Name, settings, bindings, program, context.Sources, context.Sinks, _signal);
        }
        catch (Exception exception)
        {
            Close(exception);
            throw;
        }
    }

    private void Close(Exception exception)
    {
        foreach (ILaneSource source in context.Sources)
            source.Complete(exception);

        foreach (ILaneSink sink in context.Sinks)
            sink.Complete();
    }

    /// <summary>Opens the ports; where one can't be opened, those that were are closed.</summary>
    private LaneProgram Open()
    {
        try
        {
            return pipeline.CreateLane(context);
        }
        catch (Exception exception)
        {
            Close(exception);
            throw;
        }
    }
}
