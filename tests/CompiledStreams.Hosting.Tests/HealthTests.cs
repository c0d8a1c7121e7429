using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CompiledStreams.Hosting.Tests;

public class HealthTests
{
    [Fact]
    public async Task A_pipeline_is_healthy_while_it_runs_and_not_before_or_after_a_stop()
    {
        Pipe pipe = new();
        using TestHost host = Host(run => run.Read(p => p.Sales, Pipes.From(pipe.Reader, Format.JsonLines)));
        Assert.Equal((HealthStatus.Unhealthy, "The pipeline hasn't been started."), await AskAsync(host));

        await host.StartAsync();
        await TestHost.UntilAsync(async () => await AskAsync(host) == (HealthStatus.Healthy, "The pipeline runs."));
        await host.StopAsync();

        Assert.Equal((HealthStatus.Unhealthy, "The pipeline was stopped."), await AskAsync(host));
    }

    [Fact]
    public async Task A_pipeline_is_not_ready_before_its_run_begins()
    {
        using ManualResetEventSlim mayOpen = new();
        using TestHost host = Host(run => run.Read(p => p.Sales, new SlowToOpen(mayOpen).Input));
        await host.StartAsync();
        Assert.Equal((HealthStatus.Unhealthy, "The pipeline opens its ports."), await AskAsync(host));

        mayOpen.Set();

        await TestHost.UntilAsync(async () => await AskAsync(host) == (HealthStatus.Healthy, "The pipeline has completed."));
    }

    [Fact]
    public async Task A_pipeline_that_failed_is_unhealthy_and_says_why()
    {
        using TestHost host = Host(run => run.Read(p => p.Sales, Memory.From("no record\n"u8.ToArray(), Format.JsonLines)));

        await host.StartAsync();

        await TestHost.UntilAsync(async () => await AskAsync(host) is (HealthStatus.Unhealthy, var words) && words!.StartsWith("Source 'Sales', line 1", StringComparison.Ordinal));
    }

    private static TestHost Host(Action<PipelineRun<ShopTotals>> read) => new(services =>
    {
        services.AddPipeline<ShopTotals>(run =>
        {
            read(run);
            run.Write(p => p.Totals, Memory.Discard);
        });
        services.AddHealthChecks().AddCheck<PipelineHealthCheck<ShopTotals>>("totals");
    });

    private static async Task<(HealthStatus Status, string? Words)> AskAsync(TestHost host)
    {
        HealthReportEntry entry = (await host.Get<HealthCheckService>().CheckHealthAsync()).Entries["totals"];
        return (entry.Status, entry.Description);
    }

    /// <summary>A sequence that can't be enumerated before a test says so: the run opens it on its own thread.</summary>
    private sealed class SlowToOpen(ManualResetEventSlim mayOpen) : IEnumerable<Sale>
    {
        public IInput<Sale> Input => Memory.From<Sale>(this);

        public IEnumerator<Sale> GetEnumerator()
        {
            mayOpen.Wait(TestHost.Patience);
            return Enumerable.Empty<Sale>().GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
