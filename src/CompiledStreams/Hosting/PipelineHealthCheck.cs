using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CompiledStreams;

/// <summary>Whether a hosted pipeline does its work: healthy while it runs and after it has completed. <see cref="PipelineServiceExtensions.AddPipeline"/> registers it as a
/// service; <c>services.AddHealthChecks().AddCheck&lt;PipelineHealthCheck&lt;CustomerSpending&gt;&gt;("spending")</c> has it asked.</summary>
/// <remarks>Until the run's ports are open and its state is restored, and after it has failed or was stopped, it gives the registration's failure status, which is
/// <see cref="HealthStatus.Unhealthy"/> where nothing else is said: fit for a readiness probe.</remarks>
/// <typeparam name="TPipeline">The pipeline.</typeparam>
public sealed class PipelineHealthCheck<TPipeline> : IHealthCheck
    where TPipeline : class, IPipeline
{
    private readonly PipelineStatus<TPipeline> _status;

    internal PipelineHealthCheck(PipelineStatus<TPipeline> status) => _status = status;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        (RunPhase phase, Exception? failure) = _status.Now;
        return Task.FromResult(phase is RunPhase.Running or RunPhase.Completed
            ? HealthCheckResult.Healthy(Words(phase))
            : new HealthCheckResult(context.Registration.FailureStatus, failure?.Message ?? Words(phase), failure));
    }

    private static string Words(RunPhase phase) => phase switch
    {
        RunPhase.Waiting => "The pipeline hasn't been started.",
        RunPhase.Opening => "The pipeline opens its ports.",
        RunPhase.Running => "The pipeline runs.",
        RunPhase.Completed => "The pipeline has completed.",
        RunPhase.Stopped => "The pipeline was stopped.",
        _ => "The pipeline has failed.",
    };
}
