using System.IO.Pipelines;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Files that grow while they are read.</summary>
public sealed class FollowTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void At_the_end_it_waits_for_more_and_a_line_counts_when_it_is_ended()
    {
        Append("a.log", "");
        using FileRun run = Follow("a.log");
        Assert.Equal(0, run.ReadBlock(256));
        Assert.False(Wakes(run));

        Append("a.log", "{\"amount\":1}\n{\"amou");
        Assert.True(Wakes(run));
        Assert.Equal(1, run.ReadBlock(256));
        Assert.Equal(0, run.ReadBlock(256));
        Assert.False(Wakes(run));

        Append("a.log", "nt\":2}\n");
        Assert.True(Wakes(run));
        Assert.Equal(1, run.ReadBlock(256));
        Assert.False(run.Source.IsCompleted);
    }

    [Fact]
    public void A_half_line_is_no_part_of_what_is_saved()
    {
        Append("a.log", "{\"amount\":1}\n{\"amou");
        using FileRun first = Follow("a.log");
        Assert.Equal(1, first.ReadBlock(256));
        Assert.Equal(0, first.ReadBlock(256));
        byte[] position = first.Save();

        Append("a.log", "nt\":2}\n");
        using FileRun second = Follow("a.log").From(position);
        Assert.Equal(1, second.ReadBlock(256));
        Assert.Equal("2 events, 26 bytes, 0 skipped", second.Counts);
    }

    [Fact]
    public void New_files_of_the_pattern_are_read_in_order_once_the_one_before_is_read_to_its_end()
    {
        Append("a.log", "{\"amount\":1}\n");
        using FileRun run = Follow("*.log");
        Assert.Equal(1, run.ReadBlock(256));
        Assert.Equal(0, run.ReadBlock(256));
        Assert.False(Wakes(run));

        Append("c.log", "{\"amount\":4}\n");
        Append("b.log", "{\"amount\":3}");
        Append("a.log", "{\"amount\":2}\n");
        byte[] position = run.Save();
        Assert.Equal([1, 2, 3, 4], Amounts(Collect(run, 4)));
        Assert.Equal(0, run.ReadBlock(256));
        Assert.False(Wakes(run));

        using FileRun again = Follow("*.log").From(position);
        Assert.Equal([2, 3, 4], Amounts(Collect(again, 3)));
        Assert.Equal(run.Save(), again.Save());
    }

    [Fact]
    public void A_new_file_that_comes_before_what_was_read_is_an_error()
    {
        Append("b.log", "{\"amount\":1}\n");
        using FileRun run = Follow("*.log").Read(1);
        Append("a.log", "{\"amount\":0}\n");
        Assert.Contains($"file '{_folder["a.log"]}' comes before '{_folder["b.log"]}' now, which was read already", Failure(run).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_appended_before_a_later_file_comes_is_read_first()
    {
        // A writer that rotates: between the look at the file's length and the one for later files it ends this one and begins the next.
        Append("a.log", "one");
        bool FindLater()
        {
            Append("a.log", "two");
            Append("b.log", "three");
            return true;
        }

        FilePipeReader reader = new(new FollowedFile(_folder["a.log"], hasLater: false, FindLater, _clock), new BlockPool());
        string read = "";
        while (await reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)) is { IsCompleted: false } result)
        {
            read += System.Text.Encoding.UTF8.GetString(result.Buffer.FirstSpan);
            reader.AdvanceTo(result.Buffer.End);
        }

        await reader.CompleteAsync();
        Assert.Equal("onetwo", read);
    }

    [Fact]
    public void A_finished_file_that_grows_is_the_error_that_it_is_after_a_restart()
    {
        using FileRun run = FollowFinished(files: 1);
        byte[] position = run.Save();
        Append("0000.log", "{\"amount\":9}\n");
        string difference = $"file '{_folder["0000.log"]}' was read to its end at byte 13, and is 26 bytes long now; {OnlyTheLast}";
        Assert.Equal($"Source 'Rows' can't go on: {difference}", Failure(run).Message);
        Assert.Contains(difference, ResumedSourceTests.Refused(Files.Follow(Files.JsonLines(_folder["*.log"])), position), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_finished_file_that_is_replaced_at_equal_length_is_an_error(bool isRestarted)
    {
        using FileRun first = FollowFinished(files: 1);
        using FileRun second = Follow("*.log").From(first.Save());
        Rewrite("0000.log", "{\"amount\":8}\n");
        Assert.Equal(
            $"Source 'Rows' can't go on: file '{_folder["0000.log"]}' begins with other bytes than the file that was read (its first 13 bytes differ); {OnlyTheLast}",
            Failure(isRestarted ? second : first).Message);
    }

    [Fact]
    public void A_finished_file_of_a_list_that_is_deleted_is_an_error()
    {
        Append("a.log", "{\"amount\":1}\n");
        Append("b.log", "");
        using FileRun run = new FileRun(Files.Follow(Files.JsonLines([_folder["a.log"], _folder["b.log"]])), clock: _clock).Read(1);
        File.Delete(_folder["a.log"]);
        Assert.Equal($"Source 'Rows' can't go on: file '{_folder["a.log"]}' was read to its end, and isn't there any more; what was read must stay there", Failure(run).Message);
    }

    [Fact]
    public void A_finished_file_that_is_written_anew_with_the_same_bytes_is_none()
    {
        using FileRun run = FollowFinished(files: 1);
        Rewrite("0000.log", "{\"amount\":1}\n");
        Assert.False(Wakes(run));
        Append("9999.log", "{\"amount\":2}\n");
        Assert.Equal([1, 2], Amounts(Collect(run, 2)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(50)]
    [InlineData(99)]
    public void Of_many_finished_files_each_is_looked_at_in_turn(int grown)
    {
        using FileRun run = FollowFinished(files: 100);
        Append($"{grown:D4}.log", "{\"amount\":9}\n");
        Exception? exception = Record.Exception(() =>
        {
            for (int look = 0; look <= 100 / FinishedFiles.AtATime; look++)
            {
                Wakes(run);
                run.ReadBlock(256);
            }
        });
        Assert.Contains($"file '{_folder[$"{grown:D4}.log"]}' was read to its end at byte 13, and is 26 bytes long now", Assert.IsType<ConnectorException>(exception).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopped_it_looks_at_all_finished_files(bool isWaiting)
    {
        using FileRun run = FollowFinished(files: 100);
        Assert.False(isWaiting && Wakes(run));
        Append("0050.log", "{\"amount\":9}\n");
        run.Source.Stop();
        Exception? exception = Record.Exception(() =>
        {
            SpinWait.SpinUntil(() => run.Source.StartReading(() => { }), TimeSpan.FromSeconds(30));
            run.ReadBlock(256);
        });
        Assert.Contains($"file '{_folder["0050.log"]}' was read to its end at byte 13, and is 26 bytes long now", Assert.IsType<ConnectorException>(exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_gets_shorter_is_an_error()
    {
        Append("a.log", "{\"amount\":1}\n{\"amount\":2}\n");
        using FileRun run = Follow("a.log").Read(2);
        using (FileStream file = new(_folder["a.log"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(13);

        Assert.Equal($"Source 'Rows' can't read file '{_folder["a.log"]}': it got shorter: it is 13 bytes long, and 26 were read; a file that is followed may only be appended to", Failure(run).Message);
    }

    [Theory]
    [InlineData(1500, 0, "begins with other bytes than the file that was read (its first 4096 bytes differ)")]
    [InlineData(1500, 998, "has other bytes than the file that was read before byte 13000")]
    [InlineData(1000, 0, "begins with other bytes than the file that was read")]
    public void A_file_that_is_cut_and_written_anew_is_an_error_and_no_epoch_overwrites_its_mark(int lines, int other, string difference)
    {
        File.WriteAllText(_folder["a.log"], Lines(1000, other: -1));
        using FileRun run = Follow("a.log").Read(1000);
        Assert.Equal(0, run.ReadBlock(256));
        Assert.False(Wakes(run));
        byte[] position = run.Save();
        DateTime written = File.GetLastWriteTimeUtc(_folder["a.log"]);
        using (FileStream file = new(_folder["a.log"], FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite))
            file.Write(System.Text.Encoding.UTF8.GetBytes(Lines(lines, other)));

        File.SetLastWriteTimeUtc(_folder["a.log"], written.AddSeconds(1));
        Assert.Equal(position, run.Save());
        string message = Failure(run).Message;
        Assert.StartsWith($"Source 'Rows' can't read file '{_folder["a.log"]}': it was cut and written anew while it was followed: it ", message, StringComparison.Ordinal);
        Assert.Contains(difference, message, StringComparison.Ordinal);
        Assert.Contains(difference, ResumedSourceTests.Refused(Files.Follow(Files.JsonLines(_folder["a.log"])), position), StringComparison.Ordinal);
        Assert.Equal(1000, run.Rows.Count);

        static string Lines(int count, int other) => string.Concat(Enumerable.Range(0, count).Select(i => $$"""{"amount":{{(i == other ? 2 : 1)}}}""" + "\n"));
    }

    [Theory]
    [InlineData("{\"amount\":1}\n{\"amount\":2}\n")]
    [InlineData("")]
    [InlineData(null)]
    public void A_file_that_is_replaced_or_deleted_is_an_error(string? by)
    {
        Append("a.log", "{\"amount\":1}\n");
        using FileRun run = Follow("a.log").Read(1);
        File.Delete(_folder["a.log"]);
        if (by is not null)
            Append("a.log", by);

        Assert.Contains($"Source 'Rows' can't read file '{_folder["a.log"]}': it was replaced by another file, or deleted", Failure(run).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_it_ends_and_goes_on_from_there()
    {
        Append("a.log", "{\"amount\":1}\n{\"amount\":2");
        using FileRun first = Follow("a.log").Read(1);
        Assert.Equal(0, first.ReadBlock(256));
        using ManualResetEventSlim woken = new();
        Assert.False(first.Source.StartReading(woken.Set));
        first.Source.Stop();
        Assert.True(woken.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, first.ReadBlock(256));
        Assert.True(first.Source.IsCompleted);

        Append("a.log", "}\n");
        using FileRun second = Follow("a.log").From(first.Save());
        Assert.Equal([2], Amounts(Collect(second, 1)));
    }

    [Fact]
    public void What_was_read_to_its_end_goes_on_where_it_is_followed_later()
    {
        Append("a.log", "{\"amount\":1}\n");
        using FileRun first = new FileRun(Files.JsonLines(_folder["*.log"])).Read();
        Assert.True(first.Source.IsCompleted);
        Append("a.log", "{\"amount\":2}\n");
        Append("b.log", "{\"amount\":3}\n");
        using FileRun second = Follow("*.log").From(first.Save());
        Assert.Equal([2, 3], Amounts(Collect(second, 2)));
        Assert.False(second.Source.IsCompleted);
    }

    [Fact]
    public void Only_regular_files_that_are_not_compressed_can_be_followed()
    {
        RandomFiles.Write(_folder["a.gz"], []);
        Assert.Contains("what is appended to a compressed file", Assert.Throws<BindingException>(() => Follow("a.gz")).Message, StringComparison.Ordinal);
        Assert.Contains("it is no regular file", Assert.Throws<BindingException>(() => new FileRun(Files.Follow(Files.JsonLines("/dev/null")))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Files.Follow(StandardInput.JsonLines()));
    }

    [Fact]
    public async Task A_run_follows_until_it_is_stopped()
    {
        Append("a.log", "1,1\n");
        Pipe output = new();
        using CancellationTokenSource stop = new();
        Task<RunSummary> run = new TotalsPipeline()
            .Read(p => p.Rows, Files.Follow(Files.JsonLines(_folder["*.log"]))).Write(p => p.Updates, Pipes.To(output.Writer, Format.JsonLines)).RunAsync(stop.Token);
        for (int i = 0; i < 5; i++)
        {
            ReadResult read = await output.Reader.ReadAtLeastAsync(4).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            output.Reader.AdvanceTo(read.Buffer.End);
            Append(i == 3 ? "b.log" : i > 3 ? "c.log" : "a.log", $"{i + 2},1\n");
        }

        await output.Reader.ReadAtLeastAsync(4).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        using RunSummary summary = await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((RunOutcome.Stopped, 6L), (summary.Outcome, summary.Events));
    }

    [Fact]
    public async Task A_finished_file_that_grows_fails_the_run_and_its_checkpoints_go_on_where_it_is_as_it_was()
    {
        Append("a.log", "1,1\n");
        Append("b.log", "2,2\n");
        Assert.Equal(2, await StopAfter(lines: 2));

        Task<RunSummary> run = Checkpointed().RunAsync(TestContext.Current.CancellationToken);
        Append("b.log", "3,3\n");
        WaitForLines(3);
        Append("a.log", "9,9\n");
        string difference = $"file '{_folder["a.log"]}' was read to its end at byte 4, and is 8 bytes long now; {OnlyTheLast}";
        ConnectorException failure = await Assert.ThrowsAsync<ConnectorException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal($"Source 'Rows' can't go on: {difference}", failure.Message);
        Assert.Contains(difference, (await Assert.ThrowsAsync<BindingException>(() => Checkpointed().RunAsync())).Message, StringComparison.Ordinal);

        File.WriteAllText(_folder["a.log"], "1,1\n");
        Append("c.log", "4,4\n");
        Assert.Equal(4, await StopAfter(lines: 4));

        PipelineRun<TotalsPipeline> Checkpointed() => new TotalsPipeline().Read(p => p.Rows, Files.Follow(Files.JsonLines(_folder["*.log"])))
            .Write(p => p.Updates, Files.Append(_folder["out.jsonl"], Format.JsonLines)).WithCheckpoints(_folder["state"]);

        async Task<long> StopAfter(int lines)
        {
            using CancellationTokenSource stop = new();
            Task<RunSummary> run = Checkpointed().RunAsync(stop.Token);
            WaitForLines(lines);
            await stop.CancelAsync();
            using RunSummary summary = await run.WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(RunOutcome.Stopped, summary.Outcome);
            return summary.Events;
        }
    }

    private const string OnlyTheLast = "files that are followed are read one after the other, and only the last may grow: give what is new a file of its own behind it";

    /// <summary>Stands at the end of an empty file behind some that were read, of an event each.</summary>
    private FileRun FollowFinished(int files)
    {
        for (int i = 0; i < files; i++)
            Append($"{i:D4}.log", "{\"amount\":1}\n");

        Append("9999.log", "");
        FileRun run = Follow("*.log").Read(files);
        Assert.Equal(0, run.ReadBlock(256));
        return run;
    }

    private void WaitForLines(int count) => Assert.True(
        SpinWait.SpinUntil(() => File.Exists(_folder["out.jsonl"]) && File.ReadAllLines(_folder["out.jsonl"]).Length >= count, TimeSpan.FromSeconds(30)), "The lines aren't written.");

    /// <summary>Writes a file anew, later than it was written before, however coarse the file system's clock is.</summary>
    private void Rewrite(string name, string text)
    {
        DateTime written = File.GetLastWriteTimeUtc(_folder[name]);
        File.WriteAllText(_folder[name], text);
        File.SetLastWriteTimeUtc(_folder[name], written.AddSeconds(1));
    }

    private static long[] Amounts(FileRun run) => [.. run.Rows.Select(r => long.Parse(r.Split("Amount = ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture))];

    private FileRun Follow(string name) => new(Files.Follow(Files.JsonLines(_folder[name])), clock: _clock);

    private void Append(string name, string text) => File.AppendAllText(_folder[name], text);

    /// <summary>Whether the source, which waits, finds more at the next tick of the clock.</summary>
    private bool Wakes(FileRun run)
    {
        using ManualResetEventSlim woken = new();
        if (run.Source.StartReading(woken.Set))
            return true;

        _clock.Tick();
        return woken.Wait(TimeSpan.FromMilliseconds(200)) || run.Source.StartReading(() => { });
    }

    private FileRun Collect(FileRun run, int rows)
    {
        while (run.Rows.Count < rows)
            Assert.True(run.ReadBlock(256) > 0 || Wakes(run), "The source finds nothing more.");

        return run;
    }

    private PipelineException Failure(FileRun run)
    {
        Exception? exception = Record.Exception(() =>
        {
            run.ReadBlock(256);
            Wakes(run);
            run.ReadBlock(256);
        });
        return Assert.IsType<PipelineException>(exception, exactMatch: false);
    }
}
