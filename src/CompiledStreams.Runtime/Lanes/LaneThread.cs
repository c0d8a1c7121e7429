namespace CompiledStreams.Runtime;

/// <summary>A run's lane with its thread.</summary>
internal sealed class LaneThread(ICompiledPipeline pipeline, RunContext context, TimeProvider clock)
{
    private readonly LaneSignal _signal = new();
    private readonly TaskCompletionSource<RunSummary> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started = clock.GetTimestamp();

    /// <summary>How far the run has come. Safe from any thread.</summary>
    public RunProgress Progress => new(clock.GetElapsedTime(_started), context.SourceProgress());

    /// <summary>What the run has counted so far. Safe from any thread.</summary>
    public RunCounts Counts() => new(context.SummarizeSources(), context.SummarizeSinks(), _signal.Times.Read());

    /// <summary>The state of its operators; none before it has begun. Their counts may be read by any thread, and may lag.</summary>
    public IReadOnlyList<OperatorState> States => context.States;

    /// <summary>Asks the lane to finish what is in hand. Safe from any thread.</summary>
    public void RequestStop() => _signal.RequestStop();

    /// <summary>Starts the thread.</summary>
    public Task<RunSummary> RunAsync()
    {
        new Thread(Run) { IsBackground = true, Name = $"CompiledStreams {pipeline.Description.Name}" }.Start();
        return _ended.Task;
    }

    private void Run()
    {
        LaneProgram? program = null;
        try
        {
            program = Open();
            context.Begin(program);
            RunOutcome outcome = new LaneLoop(program, context.Sources, context.Sinks, _signal).Run();
            _ended.SetResult(new RunSummary(
                outcome, clock.GetElapsedTime(_started), context.SummarizeSources(), context.SummarizeSinks(), new ProgramState(program)));
        }
        catch (Exception exception)
        {
            program?.Dispose();
            _ended.SetException(exception);
        }
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
            foreach (ILaneSource source in context.Sources)
                source.Complete(exception);

            foreach (ILaneSink sink in context.Sinks)
                sink.Complete();

            throw;
        }
    }
}
