using System.Text;

namespace CompiledStreams.Runtime.Tests;

/// <summary>A run's messages are no part of what it does.</summary>
public sealed class RunMessagesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TextWriter _error = Console.Error;

    public void Dispose()
    {
        Console.SetError(_error);
        _folder.Dispose();
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    [InlineData(typeof(ObjectDisposedException))]
    public async Task A_run_does_not_fail_for_messages_that_cannot_be_written(Type failure)
    {
        Console.SetError(new BrokenWriter(failure));
        File.WriteAllText(_folder["a.csv"], "1,1\n2,2\n");
        Assert.Null(await RunAsync(isFresh: false));
        Assert.NotNull(await RunAsync(isFresh: false));
        File.WriteAllText(_folder["state/HEAD"], "garbage");
        Assert.Null(await RunAsync(isFresh: true));
    }

    private async Task<long?> RunAsync(bool isFresh)
    {
        PipelineRun<TotalsPipeline> run = new TotalsPipeline().Read(p => p.Rows, Files.JsonLines(_folder["a.csv"])).Write(p => p.Updates, Memory.Discard).WithCheckpoints(_folder["state"]);
        using RunSummary summary = await (isFresh ? run.StartFresh() : run).RunAsync();
        return summary.RestoredEpoch;
    }

    private sealed class BrokenWriter(Type failure) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) =>
            throw (failure == typeof(ObjectDisposedException) ? new ObjectDisposedException("The writer") : (Exception)Activator.CreateInstance(failure, "It can't be written.")!);
    }
}
