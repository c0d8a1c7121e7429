using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CompiledStreams;

/// <summary>Runs pipelines in a host.</summary>
public static class PipelineServiceExtensions
{
    /// <summary>Adds a pipeline, which runs from the host's start until every source has ended or the host stops, and its <see cref="PipelineHealthCheck{TPipeline}"/>.</summary>
    /// <typeparam name="TPipeline">The pipeline; services come by its constructor. It is made once, unless it is registered as a service already.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="bind">Binds ports and sets the run up in code: <c>run => run.Write(p => p.Spendings, StandardOutput.JsonLines())</c>.</param>
    /// <returns>The services.</returns>
    /// <remarks>Ports that the code doesn't bind come from the configuration, <c>Pipelines:&lt;Class&gt;:&lt;Port&gt;</c>, and so do parameters,
    /// <c>Pipelines:&lt;Class&gt;:Parameters:&lt;Name&gt;</c>. What is wrong there is a <see cref="PipelineConfigurationException"/> from the host's start. A run that fails is
    /// logged, stops the host and sets the process's exit code to 1.</remarks>
    /// <exception cref="InvalidOperationException">The pipeline was added already.</exception>
    public static IServiceCollection AddPipeline<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TPipeline>(
        this IServiceCollection services, Action<PipelineRun<TPipeline>>? bind = null)
        where TPipeline : class, IPipeline
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(PipelineRegistration<TPipeline>)))
            throw new InvalidOperationException($"Pipeline '{typeof(TPipeline).Name}' was added already; add it once, with all that it is bound to.");

        bool makesPipeline = services.All(service => service.ServiceType != typeof(TPipeline));
        services.TryAddSingleton<TPipeline>();
        services.AddSingleton(new PipelineRegistration<TPipeline>(bind, makesPipeline));
        services.AddSingleton(HostedPipeline.Of(typeof(TPipeline)));
        PipelineStatus<TPipeline> status = new();
        services.AddSingleton(status);
        services.AddSingleton(new PipelineHealthCheck<TPipeline>(status));
        services.AddSingleton<IHostedService, PipelineService<TPipeline>>();
        return services;
    }
}
