using System.IO.Pipelines;

namespace CompiledStreams.Runtime.Tests;

/// <summary>A fresh start deletes nothing before it is known that the run can begin.</summary>
public sealed class FreshStartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FreshStartTests()
    {
        File.WriteAllText(_folder["a.csv"], "1,1\n2,2\n");
        File.WriteAllText(_folder["b.csv"], "3,3\n4,4\n");
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Refusals => new()
    {
        { "parts of another run", "'part-00-00000007.jsonl' is of another run" },
        { "parts of another run elsewhere", "'part-00-00000000.jsonl' is of another run" },
        { "parts that belong to nobody", "'part-00-00000000.jsonl' is of another run" },
        { "output of other checkpoints", "it belongs to the checkpoints in" },
        { "output that a run writes", "writes there now" },
        { "file with another header", "it begins with the header 'amount,customer'" },
        { "no folder", "doesn't exist" },
        { "no source", "no-such.csv" },
        { "no second source", "no-such.csv" },
        { "source that is written", "reads file" },
        { "second source that nobody may read", "Source 'Rows' can't read file" },
        { "folder in a source's place", "is a folder" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_fresh_start_that_is_refused_leaves_everything_and_a_plain_one_goes_on(string reason, string named)
    {
        await CompleteAsync(Over("sA", Parts("out")));
        (PipelineRun<TotalsPipeline> fresh, Func<Task> end) = await RefusedAsync(reason);
        string[] before = Contents();

        PipelineException refusal = await Assert.ThrowsAnyAsync<PipelineException>(() => fresh.StartFresh().RunAsync());
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());

        await end();
        Assert.NotNull(await CompleteAsync(Over("sA", Parts("out"))));
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task The_output_is_kept_for_the_run_that_starts_afresh()
    {
        await CompleteAsync(Over("sA", Parts("out")));
        Pipe input = new();
        Task<RunSummary> fresh = new TotalsPipeline().Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines)).Write(p => p.Updates, Parts("out"))
            .WithCheckpoints(_folder["sA"], everyEvents: 1).Require(Guarantee.AtMostOnce).StartFresh().RunAsync();
        await input.Writer.WriteAsync("7,7\n"u8.ToArray());
        for (int i = 0; i < 6_000 && !File.Exists(_folder["out/.part-00-00000000.jsonl.tmp"]); i++)
            await Task.Delay(5);

        foreach (string? state in new[] { "sB", null })
            Assert.Contains("writes there now", (await Assert.ThrowsAsync<BindingException>(() => Over(state, Parts("out")).RunAsync())).Message, StringComparison.Ordinal);

        input.Writer.Complete();
        (await fresh).Dispose();
        Assert.Equal("7,7\n", File.ReadAllText(_folder["out/part-00-00000000.jsonl"]));
        Assert.Contains("it belongs to", (await Assert.ThrowsAsync<BindingException>(() => Over("sB", Parts("out")).RunAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_start_that_fails_before_it_writes_leaves_the_output_free()
    {
        await CompleteAsync(Over("sA", Parts("out")));
        await Assert.ThrowsAnyAsync<Exception>(() => Over("sA", Parts("out"), static _ => throw new InvalidOperationException("The end.")).StartFresh().RunAsync());
        Assert.Empty(Directory.GetFiles(_folder["out"]));
        Assert.Null(await CompleteAsync(Over("sB", Parts("out"))));
    }

    [Fact]
    public async Task What_is_bound_by_another_path_is_the_same_output()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        await CompleteAsync(Over("sA", Parts("out")));
        Directory.CreateSymbolicLink(_folder["link"], _folder["out"]);
        Assert.Null(await CompleteAsync(Over("sA", Parts("link")).StartFresh()));
        Assert.Equal([".owner", "part-00-00000000.jsonl"], Directory.GetFiles(_folder["out"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.NotNull(await CompleteAsync(Over("sA", Parts("link"))));
    }

    /// <summary>A run that would be refused for the reason, and what ends the reason.</summary>
    private async Task<(PipelineRun<TotalsPipeline> Fresh, Func<Task> End)> RefusedAsync(string reason)
    {
        switch (reason)
        {
            case "parts of another run":
                File.WriteAllText(_folder["out/part-00-00000007.jsonl"], "mine");
                return (Over("sA", Parts("out")), Nothing(() => File.Move(_folder["out/part-00-00000007.jsonl"], _folder["moved"])));
            case "parts of another run elsewhere":
                await CompleteAsync(Over(null, Parts("elsewhere")));
                return (Over("sA", Parts("elsewhere")), Nothing());
            case "parts that belong to nobody":
                File.Delete(_folder["out/.owner"]);
                return (Over("sA", Parts("out")), Nothing());
            case "output of other checkpoints":
                await CompleteAsync(Over("sB", Parts("elsewhere")));
                return (Over("sA", Parts("elsewhere")), Nothing());
            case "output that a run writes":
                Pipe input = new();
                Task<RunSummary> running = new TotalsPipeline().Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines)).Write(p => p.Updates, Parts("elsewhere")).RunAsync();
                for (int i = 0; i < 6_000 && !File.Exists(_folder["elsewhere/.owner"]); i++)
                    await Task.Delay(5);

                return (Over("sA", Parts("elsewhere")), async () =>
                {
                    input.Writer.Complete();
                    (await running).Dispose();
                });
            case "file with another header":
                File.WriteAllText(_folder["out.csv"], "amount,customer\n7,7\n");
                return (Over("sA", Files.Append(_folder["out.csv"], Format.Delimited)), Nothing());
            case "no folder":
                return (Over("sA", Files.Append(_folder["no-such/out.jsonl"], Format.JsonLines)), Nothing());
            case "no source":
                return (Reading("no-such.csv").Write(p => p.Updates, Parts("out")).WithCheckpoints(_folder["sA"]), Nothing());
            case "no second source":
                return (Reading("a.csv", "no-such.csv").Write(p => p.Updates, Parts("out")).WithCheckpoints(_folder["sA"]), Nothing());
            case "second source that nobody may read":
                FileStream held = new(_folder["held.csv"], FileMode.Create, FileAccess.Write, FileShare.None);
                return (Reading("a.csv", "held.csv").Write(p => p.Updates, Parts("out")).WithCheckpoints(_folder["sA"]), Nothing(held.Dispose));
            case "source that is written":
                return (Over("sA", Files.Append(_folder["a.csv"], Format.JsonLines)), Nothing());
            default:
                Directory.CreateDirectory(_folder["folder"]);
                return (Reading("a.csv", "folder").Write(p => p.Updates, Parts("out")).WithCheckpoints(_folder["sA"]), Nothing());
        }

        static Func<Task> Nothing(Action? act = null) => () =>
        {
            act?.Invoke();
            return Task.CompletedTask;
        };
    }

    private IOutput Parts(string folder) => Files.Parts(_folder[folder], Format.JsonLines);

    private PipelineRun<TotalsPipeline> Reading(params string[] names) => new TotalsPipeline().Read(p => p.Rows, Files.JsonLines([.. names.Select(n => _folder[n])]));

    private PipelineRun<TotalsPipeline> Over(string? state, IOutput output, Action<Row>? inspect = null)
    {
        PipelineRun<TotalsPipeline> run = new TotalsPipeline { Inspect = inspect }.Read(p => p.Rows, Files.JsonLines([_folder["a.csv"], _folder["b.csv"]])).Write(p => p.Updates, output);
        return state is null ? run : run.WithCheckpoints(_folder[state], everyEvents: 2);
    }

    /// <summary>Runs to the end; the epoch at which the run went on.</summary>
    private static async Task<long?> CompleteAsync(PipelineRun<TotalsPipeline> run)
    {
        using RunSummary summary = await run.RunAsync();
        Assert.Equal(RunOutcome.Completed, summary.Outcome);
        return summary.RestoredEpoch;
    }

    /// <summary>The checkpoints and their parts. HEAD and the parts say it all: RocksDB's own files change with every opening.</summary>
    private string[] Contents() =>
    [
        .. Directory.GetFiles(_folder["sA"]).Where(f => Path.GetFileName(f) != "LOCK").Concat(Directory.GetFiles(_folder["out"], "*part-00-00000000*")).Order(StringComparer.Ordinal)
            .Select(f => $"{f} {Convert.ToHexString(File.ReadAllBytes(f))}"),
        $"database: {Directory.Exists(_folder["sA/rocksdb"])}",
    ];
}
