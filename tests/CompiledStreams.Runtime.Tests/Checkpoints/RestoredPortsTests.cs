namespace CompiledStreams.Runtime.Tests.Checkpoints;

/// <summary>What the checkpoints hold a position of must be there when a run goes on.</summary>
public class RestoredPortsTests
{
    [Fact]
    public async Task A_source_or_sink_that_the_run_lacks_is_refused_by_its_name()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["a.csv"], "1,1\nbad\n");
        IInput rows = Files.JsonLines(folder["a.csv"]);
        PipelineRun<TotalsPipeline> first = new TotalsPipeline().Read(p => p.Rows, rows, OnError.DeadLetter(Files.Append(folder["dead.jsonl"], Format.JsonLines)))
            .Write(p => p.Updates, Files.Append(folder["out.jsonl"], Format.JsonLines)).WithCheckpoints(folder["state"]);
        using (RunSummary _ = await first.RunAsync())
        {
        }

        BindingException error = await Assert.ThrowsAsync<BindingException>(() => new TotalsPipeline().Read(p => p.Rows, rows, OnError.Skip)
            .Write(p => p.Updates, Files.Append(folder["out.jsonl"], Format.JsonLines)).WithCheckpoints(folder["state"]).RunAsync());
        Assert.Equal(
            $"Checkpoints in '{folder["state"]}' know of dead letters of source 'Rows', which this run doesn't have; it has source 'Rows', sink 'Updates'. Run with the bindings and names of before, or start afresh",
            error.Message);
    }
}
