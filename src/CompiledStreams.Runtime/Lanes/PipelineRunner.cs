using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Runs a compiled pipeline; emitted code's <see cref="IPipeline.RunAsync"/> calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PipelineRunner
{
    /// <summary>Runs a pipeline over what its ports are bound to, on a thread of its own.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="bindings">What its ports are bound to, and the run's settings.</param>
    /// <param name="cancellationToken">Stops the run behind the events in hand; what came through a pipe is finished.</param>
    /// <exception cref="PipelineException">It couldn't start or didn't come to its end.</exception>
    public static Task<RunSummary> RunAsync(ICompiledPipeline pipeline, RunBindings bindings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(bindings);
        return RunAsync(pipeline, bindings, BlockPool.Shared, cancellationToken);
    }

    internal static async Task<RunSummary> RunAsync(ICompiledPipeline pipeline, RunBindings bindings, BlockPool pool, CancellationToken cancellationToken)
    {
        bindings.Check(pipeline.Description);
        if (bindings.Checkpoints is { } checkpoints)
            Announce(pipeline.Description, bindings, checkpoints);

        LaneThread lane = new(pipeline, new RunContext(pipeline.Description, bindings, pool), bindings);
        using RunMeasurement measurement = PipelineMeter.Measure(pipeline.Description.Name, lane);
        await using CancellationTokenRegistration token = cancellationToken.UnsafeRegister(static l => ((LaneThread)l!).RequestStop(), lane);
        using StopSignals? signals = bindings.StopsOnSignals ? new StopSignals(lane.RequestStop) : null;
        using ProgressReports? reports = bindings.Progress is { } report ? new ProgressReports(pipeline.Description.Name, lane, report, bindings.ProgressEvery, bindings.Clock) : null;

        RunSummary summary = await lane.RunAsync().ConfigureAwait(false);
        try
        {
            reports?.Finish();
        }
        catch (ProgressException)
        {
            summary.Dispose();
            throw;
        }

        return summary;
    }

    private static void Announce(PipelineDescription pipeline, RunBindings bindings, CheckpointSettings checkpoints) =>
        bindings.Messages.Inform(pipeline.Name, $"{RunGuarantee.Words(RunGuarantee.Of(pipeline, bindings).Reached)}, checkpoints in '{checkpoints.Directory}' {checkpoints.Interval}");
}
