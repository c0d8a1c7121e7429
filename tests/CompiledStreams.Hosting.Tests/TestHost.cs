using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The exit code, the meter and its runs are those of the process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace CompiledStreams.Hosting.Tests;

/// <summary>A host with a configuration in memory and recorded logs.</summary>
internal sealed class TestHost : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IHost _host;

    /// <param name="add">Adds services.</param>
    /// <param name="settings">Configuration keys below <c>Pipelines:</c>, with their values.</param>
    public TestHost(Action<IServiceCollection> add, params (string Key, string? Value)[] settings)
    {
        Environment.ExitCode = 0;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Pipelines:" + s.Key, s.Value)));
        builder.Logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Debug);
        add(builder.Services);
        _host = builder.Build();
    }

    public RecordedLogs Logs { get; } = new();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task StartAsync() => _host.StartAsync().WaitAsync(Patience);

    public Task StopAsync() => _host.StopAsync().WaitAsync(Patience);

    /// <summary>Runs until something stops the host.</summary>
    public Task RunAsync() => _host.RunAsync().WaitAsync(Patience);

    /// <summary>Waits until a condition holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using CancellationTokenSource limit = new(Patience);
        while (!await holds())
            await Task.Delay(5, limit.Token);
    }

    public void Dispose()
    {
        _host.Dispose();
        Environment.ExitCode = 0;
    }
}
