using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CompiledStreams;

/// <summary>Runs a pipeline from the host's start until every source has ended or the host stops.</summary>
/// <typeparam name="TPipeline">The pipeline.</typeparam>
internal sealed class PipelineService<TPipeline>(
    TPipeline pipeline,
    PipelineRegistration<TPipeline> registration,
    IEnumerable<HostedPipeline> hosted,
    PipelineStatus<TPipeline> status,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<TPipeline> logger) : IHostedService, IDisposable
    where TPipeline : class, IPipeline
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _name = pipeline.Description.Name;
    private Task _run = Task.CompletedTask;

    /// <summary>Begins the run. What is wrong with the bindings and the configuration is thrown here, so that the host doesn't start.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        PipelineConfiguration section = new(pipeline.Description, PipelineSection.Find(configuration, HostedPipeline.Of(typeof(TPipeline)), hosted));
        section.SetParameters(pipeline, registration.MakesPipeline);
        PipelineRun<TPipeline> run = new(pipeline);
        registration.Bind?.Invoke(run);
        section.Bind(run);
        bool stopsHost = section.StopsHost();
        section.Check(run);

        run.Bindings.Messages = new LoggedMessages(logger);
        run.Bindings.Begun = () => status.Set(RunPhase.Running);
        status.Set(RunPhase.Opening);
        PipelineLog.Started(logger, _name);
        PipelineLog.Plan(logger, _name, pipeline.Description.Plan);
        _run = RunAsync(run, stopsHost);
        return Task.CompletedTask;
    }

    /// <summary>Has what was read finished and written, and waits for it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _run.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            PipelineLog.Abandoned(logger, _name);
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Never throws: a failure is the host's to end with.</summary>
    private async Task RunAsync(PipelineRun<TPipeline> run, bool stopsHost)
    {
        try
        {
            using RunSummary summary = await run.RunAsync(_stop.Token).ConfigureAwait(false);
            Report(summary);
            if (stopsHost && summary.Outcome == RunOutcome.Completed)
                lifetime.StopApplication();
        }
        catch (Exception exception)
        {
            status.Set(RunPhase.Failed, exception);
            PipelineLog.Failed(logger, _name, exception.Message, exception);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private void Report(RunSummary summary)
    {
        long written = summary.Sinks.Sum(sink => sink.Events), skipped = summary.Sources.Sum(source => source.Skipped);
        if (summary.Outcome == RunOutcome.Completed)
        {
            status.Set(RunPhase.Completed);
            PipelineLog.Completed(logger, _name, summary.Elapsed, summary.Events, written, skipped);
        }
        else
        {
            status.Set(RunPhase.Stopped);
            PipelineLog.Stopped(logger, _name, summary.Elapsed, summary.Events, written, skipped);
        }
    }
}

/// <summary>How a pipeline was registered.</summary>
/// <typeparam name="TPipeline">The pipeline.</typeparam>
/// <param name="Bind">Binds ports in code, or null.</param>
/// <param name="MakesPipeline">Whether the container makes the pipeline by its constructor; else the program registered how it is made.</param>
internal sealed record PipelineRegistration<TPipeline>(Action<PipelineRun<TPipeline>>? Bind, bool MakesPipeline)
    where TPipeline : IPipeline;
