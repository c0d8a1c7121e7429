using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CompiledStreams.Recovery.Tests;

/// <summary>What a user sees who starts a run again.</summary>
public class RestartTests(Purchases purchases) : IClassFixture<Purchases>
{
    [Fact]
    public void A_completed_run_started_again_gives_the_same_summary()
    {
        using Sample sample = new(purchases.Input);
        JsonElement first = sample.Complete();
        byte[] published = sample.Published();
        JsonElement second = sample.Complete();

        Assert.Contains($"had completed by epoch {first.GetProperty("epochs")}", sample.Announced, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, first.GetProperty("restoredEpoch").ValueKind);
        Assert.Equal(first.GetProperty("epochs").GetInt64(), second.GetProperty("restoredEpoch").GetInt64());
        foreach (string name in new[] { "events", "purchases", "customers", "total", "epochs" })
            Assert.Equal(first.GetProperty(name).GetRawText(), second.GetProperty(name).GetRawText());
        Assert.Equal(first.GetProperty("top").GetRawText(), second.GetProperty("top").GetRawText());
        Assert.Equal(published, sample.Published());
    }

    [Theory]
    [InlineData(2, 130)]
    [InlineData(15, 143)]
    public void A_signal_stops_it_with_an_epoch_and_it_goes_on_from_there(int signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        using Sample sample = new(purchases.Input);
        using Process process = sample.Start(crashAt: null);
        Assert.True(sample.WaitFor(epochs: 2, process));
        Assert.Equal(0, Kill(process.Id, signal));
        (int ended, _, string error) = Sample.End(process);

        Assert.Equal(exitCode, ended);
        Assert.Contains("start again to continue", error, StringComparison.Ordinal);
        JsonElement summary = sample.Complete();
        Assert.Contains($"goes on at epoch {summary.GetProperty("restoredEpoch")}", sample.Announced, StringComparison.Ordinal);
        Assert.True(summary.GetProperty("restoredEpoch").GetInt64() > 0);
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
    }

    [Fact]
    public void A_second_run_on_the_same_checkpoints_is_refused_with_the_first_ones_process()
    {
        using Sample sample = new(purchases.Input);
        using Process first = sample.Start(crashAt: null);
        while (!File.Exists(Path.Combine(sample.State, "HEAD")))
            Thread.Sleep(5);

        (int exitCode, _, string error) = sample.Run();
        bool wasRunning = !first.HasExited;
        Sample.End(first);

        Assert.SkipUnless(wasRunning, "The first run ended too soon.");
        Assert.Equal(1, exitCode);
        Assert.Contains($"process {first.Id}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Fresh_forgets_earlier_runs_and_deletes_only_their_parts()
    {
        using Sample sample = new(purchases.Input);
        sample.Complete();
        string foreign = Path.Combine(sample.Output, "readme.txt");
        File.WriteAllText(foreign, "mine");
        JsonElement summary = sample.Complete("--fresh");

        Assert.Equal(JsonValueKind.Null, summary.GetProperty("restoredEpoch").ValueKind);
        Assert.Equal("mine", File.ReadAllText(foreign));
        File.Delete(foreign);
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
    }

    public static TheoryData<string> DeletionPoints => [.. Store.CrashPoint.DeletionNames];

    [Theory]
    [MemberData(nameof(DeletionPoints))]
    public void A_fresh_start_that_was_killed_is_no_whole_store_and_the_next_one_ends_it(string point)
    {
        using Sample sample = new(purchases.Input);
        sample.Complete();
        (int exitCode, _, string killed) = sample.Run($"{point}:0", "--fresh");
        Assert.True(exitCode == 137, $"It ended with {exitCode} and wasn't killed at {point}.\n{killed}");

        (int plain, _, string error) = sample.Run();
        if (point == "before-deletion")
        {
            Assert.Equal(0, plain);
        }
        else
        {
            Assert.Equal(1, plain);
            Assert.Contains("a fresh start was interrupted", error, StringComparison.Ordinal);
        }

        sample.Complete("--fresh");
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
    }

    [Theory]
    [InlineData("no HEAD")]
    [InlineData("garbage in HEAD")]
    [InlineData("garbage in the log")]
    [InlineData("garbage in the positions")]
    public void A_fresh_start_cures_a_damaged_store_and_says_which_parts_it_leaves(string damage)
    {
        using Sample sample = new(purchases.Input);
        sample.Complete();
        string head = Path.Combine(sample.State, "HEAD");
        switch (damage)
        {
            case "no HEAD":
                File.Delete(head);
                break;
            case "garbage in HEAD":
                File.WriteAllText(head, "garbage");
                break;
            case "garbage in the positions":
                using (Store.EmbeddedStore store = Store.EmbeddedStore.Open(sample.State, "Shop.CustomerSpending"))
                    store.Commit(store.BeginEpoch(), [0xFF, 0xFF, 0xFF]);
                break;
            default:
                File.WriteAllBytes(Directory.GetFiles(Path.Combine(sample.State, "rocksdb"), "*.log").Order(StringComparer.Ordinal).First(), new byte[70_000]);
                break;
        }

        (int plain, _, string error) = sample.Run();
        Assert.Equal(1, plain);
        Assert.Contains("start afresh", error, StringComparison.Ordinal);

        (int fresh, _, string left) = sample.Run(null, "--fresh");
        Assert.Equal(1, fresh);
        Assert.Contains("leaves the parts that they name", left, StringComparison.Ordinal);
        Assert.Contains("move that run's parts away", left, StringComparison.Ordinal);
        Assert.Equal(1, sample.Run().ExitCode);

        Directory.Delete(sample.Output, recursive: true);
        sample.Complete("--fresh");
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
    }

    [Fact]
    public void Starting_again_and_again_leaves_no_heap_of_logs()
    {
        using Sample sample = new(purchases.Input);
        for (int i = 0; i < 14; i++)
            sample.Complete();

        string[] logs = Directory.GetFiles(Path.Combine(sample.State, "rocksdb"), "*.log");
        Assert.True(logs.Length < 12, $"{logs.Length} logs were left.");
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
    }

    [Fact]
    public void Other_checkpoints_are_refused_the_output_of_a_run_that_was_killed()
    {
        using Sample sample = new(purchases.Input);
        (int killed, _, _) = sample.Run("after-commit:4");
        Assert.Equal(137, killed);
        string other = Path.Combine(sample.Folder, "other");
        (int exitCode, _, string error) = sample.Run(null, "--state", other);

        Assert.Equal(1, exitCode);
        Assert.Contains($"it belongs to the checkpoints in '{sample.State}', and this run's are in '{other}'", error, StringComparison.Ordinal);
        sample.Complete();
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
    }

    [Fact]
    public void A_completed_input_that_grew_is_an_error_that_offers_a_fresh_start()
    {
        string input = Path.Combine(Directory.CreateTempSubdirectory("compiled-streams-grown-").FullName, "purchases.jsonl");
        File.WriteAllLines(input, File.ReadLines(purchases.Input).Take(1000));
        using Sample sample = new(input);
        sample.Complete();
        File.AppendAllLines(input, File.ReadLines(purchases.Input).Take(1));
        (int exitCode, _, string error) = sample.Run();

        Assert.Equal(1, exitCode);
        Assert.Contains("fresh", error, StringComparison.Ordinal);
        Assert.Contains("purchases.jsonl", error, StringComparison.Ordinal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
