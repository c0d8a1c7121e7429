using System.IO.Pipelines;

namespace CompiledStreams.Runtime.Tests;

/// <summary>An output belongs to the checkpoints that know of it: no other run writes there, whether at the same time or later.</summary>
public sealed class OwnerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public OwnerTests()
    {
        File.WriteAllText(_folder["a.csv"], "1,1\n2,2\n");
        File.WriteAllText(_folder["b.csv"], "3,3\n4,4\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Parts_of_a_run_that_was_killed_are_refused_to_other_checkpoints_and_go_on()
    {
        await DieAsync("sA", Parts, customer: 3);
        string[] left = Names("out");
        Assert.Contains(".part-00-00000000.jsonl.tmp", left);

        string message = await RefusedAsync("sB", Parts);
        Assert.StartsWith($"Sink 'Updates' can't write parts in folder '{_folder["out"]}': it belongs to the checkpoints in '{_folder["sA"]}', and this run's are in '{_folder["sB"]}'", message, StringComparison.Ordinal);
        Assert.EndsWith($"start those afresh, or where they were moved or are gone delete '{_folder["out/.owner"]}'", message, StringComparison.Ordinal);
        Assert.Equal(left, Names("out"));

        await CompleteAsync("sA", Parts);
        Assert.Equal("1,1\n2,2\n3,3\n4,4\n", Shown());
        Assert.Contains("it belongs to", await RefusedAsync("sB", Parts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_appended_to_is_refused_to_other_checkpoints()
    {
        await DieAsync("sA", Appended, customer: 3);
        string message = await RefusedAsync("sB", Appended);
        Assert.StartsWith($"Sink 'Updates' can't write file '{_folder["out.jsonl"]}': it belongs to the checkpoints in '{_folder["sA"]}'", message, StringComparison.Ordinal);
        Assert.Contains(_folder[".out.jsonl.owner"], message, StringComparison.Ordinal);
        await CompleteAsync("sA", Appended);
        Assert.Equal("1,1\n2,2\n3,3\n4,4\n", File.ReadAllText(_folder["out.jsonl"]));
    }

    [Fact]
    public async Task A_file_is_the_same_by_a_link_and_in_a_folder_that_is_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        await CompleteAsync("sA", Appended);
        File.CreateSymbolicLink(_folder["link.jsonl"], _folder["out.jsonl"]);
        Directory.CreateSymbolicLink(_folder["folder"], _folder["."]);
        foreach (string path in new[] { "link.jsonl", "folder/out.jsonl" })
            Assert.Contains("it belongs to", await RefusedAsync("sB", Files.Append(_folder[path], Format.JsonLines)), StringComparison.Ordinal);

        await CompleteAsync("folder/sA", Appended);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_checkpoints_own_is_refused_to_a_run_without(bool isParts)
    {
        IOutput output = isParts ? Parts : Appended;
        await DieAsync("sA", output, customer: 3);
        string message = await RefusedAsync(null, output);
        Assert.Contains($"it belongs to the checkpoints in '{_folder["sA"]}', and this run has none", message, StringComparison.Ordinal);
        await CompleteAsync("sA", output);
        Assert.Equal("1,1\n2,2\n3,3\n4,4\n", isParts ? Shown() : File.ReadAllText(_folder["out.jsonl"]));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, false, false)]
    public async Task While_a_run_writes_another_is_refused(bool isParts, bool hasFirst, bool hasSecond)
    {
        IOutput output = isParts ? Parts : Appended;
        Pipe input = new();
        PipelineRun<TotalsPipeline> first = new TotalsPipeline().Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines)).Write(p => p.Updates, output).Require(Guarantee.None);
        Task<RunSummary> running = (hasFirst ? first.WithCheckpoints(_folder["sA"], everyEvents: 1).Require(Guarantee.AtMostOnce) : first).RunAsync();
        await input.Writer.WriteAsync("7,7\n"u8.ToArray());
        string written = isParts ? _folder["out/.part-00-00000000.jsonl.tmp"] : _folder["out.jsonl"];
        for (int i = 0; i < 6_000 && !(File.Exists(written) && new FileInfo(written).Length == 4); i++)
            await Task.Delay(5);

        string message = await RefusedAsync(hasSecond ? "sB" : null, output);
        if (hasFirst)
            Assert.Contains($"it belongs to the checkpoints in '{_folder["sA"]}'", message, StringComparison.Ordinal);
        else
            Assert.EndsWith($"process {Environment.ProcessId} writes there now; wait for its end, or write elsewhere", message, StringComparison.Ordinal);

        input.Writer.Complete();
        (await running).Dispose();
        Assert.Equal("7,7\n", isParts ? Shown() : File.ReadAllText(_folder["out.jsonl"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_kept_from_when_it_is_opened_and_free_at_the_end(bool hasCheckpoints)
    {
        Pipe input = new();
        TaskCompletionSource begun = new();
        PipelineRun<TotalsPipeline> first = new TotalsPipeline().Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines)).Write(p => p.Updates, Appended).Require(Guarantee.None);
        first.Bindings.Begun = begun.SetResult;
        Task<RunSummary> running = (hasCheckpoints ? first.WithCheckpoints(_folder["sA"], everyEvents: 1).Require(Guarantee.AtMostOnce) : first).RunAsync();
        await begun.Task;

        string message = await RefusedAsync(null, Appended);
        Assert.StartsWith($"Sink 'Updates' can't write file '{_folder["out.jsonl"]}': process {Environment.ProcessId} writes there now", message, StringComparison.Ordinal);
        input.Writer.Complete();
        (await running).Dispose();
        if (!hasCheckpoints)
            await CompleteAsync(null, Appended);
    }

    [Fact]
    public async Task What_a_run_without_checkpoints_left_when_it_was_killed_is_in_nobodys_way()
    {
        File.WriteAllText(_folder[".out.jsonl.owner"], "\n1\n");
        await CompleteAsync(null, Appended);
        Assert.False(File.Exists(_folder[".out.jsonl.owner"]));
    }

    [Fact]
    public async Task A_device_and_a_file_beside_which_nothing_can_be_made_are_written_all_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no such device, and names may be longer.");
        File.CreateSymbolicLink(_folder["null"], "/dev/null");
        await CompleteAsync(null, Files.Append(_folder["null"], Format.JsonLines));
        Assert.False(File.Exists("/dev/.null.owner"));

        string longest = _folder[new string('x', 255)];
        await CompleteAsync(null, Files.Append(longest, Format.JsonLines));
        Assert.Equal("1,1\n2,2\n3,3\n4,4\n", File.ReadAllText(longest));
    }

    [Fact]
    public async Task A_run_that_came_to_no_epoch_starts_again()
    {
        await DieAsync("sA", Parts, customer: 1);
        await CompleteAsync("sA", Parts);
        Assert.Equal("1,1\n2,2\n3,3\n4,4\n", Shown());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Started_afresh_with_another_output_the_first_is_free(bool isParts)
    {
        IOutput output = isParts ? Parts : Appended;
        await CompleteAsync("sA", output);
        using (RunSummary _ = await Over("sA", Files.Parts(_folder["elsewhere"], Format.JsonLines)).StartFresh().RunAsync())
        {
        }

        await CompleteAsync("sB", output);
        Assert.Equal(isParts ? "1,1\n2,2\n3,3\n4,4\n" : "1,1\n2,2\n3,3\n4,4\n1,1\n2,2\n3,3\n4,4\n", isParts ? Shown() : File.ReadAllText(_folder["out.jsonl"]));
    }

    [Fact]
    public async Task A_fresh_start_leaves_the_parts_that_belong_to_other_checkpoints()
    {
        await CompleteAsync("sA", Parts);
        File.Delete(_folder["out/.owner"]);
        File.Delete(_folder["out/part-00-00000000.jsonl"]);
        await CompleteAsync("sB", Parts);
        using (RunSummary _ = await Over("sA", Files.Parts(_folder["elsewhere"], Format.JsonLines)).StartFresh().RunAsync())
        {
        }

        Assert.Equal("1,1\n2,2\n3,3\n4,4\n", Shown());
        await CompleteAsync("sB", Parts);
    }

    [Fact]
    public async Task A_run_that_is_refused_for_the_parts_it_finds_leaves_them_without_an_owner()
    {
        using (RunSummary _ = await Over(null, Parts).RunAsync())
        {
        }

        Assert.Equal(["part-00-00000000.jsonl"], Names("out"));
        Assert.Contains("is of another run", await RefusedAsync("sA", Parts), StringComparison.Ordinal);
        Assert.Equal(["part-00-00000000.jsonl"], Names("out"));
    }

    private IOutput Parts => Files.Parts(_folder["out"], Format.JsonLines);

    private IOutput Appended => Files.Append(_folder["out.jsonl"], Format.JsonLines);

    private PipelineRun<TotalsPipeline> Over(string? state, IOutput output, Action<Row>? inspect = null)
    {
        PipelineRun<TotalsPipeline> run = new TotalsPipeline { Inspect = inspect }.Read(p => p.Rows, Files.JsonLines([_folder["a.csv"], _folder["b.csv"]])).Write(p => p.Updates, output);
        return state is null ? run : run.WithCheckpoints(_folder[state], everyEvents: 2);
    }

    /// <summary>A run that ends as a killed one does, at a customer: with what it took in behind its last epoch.</summary>
    private async Task DieAsync(string state, IOutput output, int customer) =>
        await Assert.ThrowsAnyAsync<Exception>(() => Over(state, output, row => { if (row.Customer == customer) throw new InvalidOperationException("The end."); }).RunAsync());

    private async Task CompleteAsync(string? state, IOutput output)
    {
        using RunSummary summary = await Over(state, output).RunAsync();
        Assert.Equal(RunOutcome.Completed, summary.Outcome);
    }

    private async Task<string> RefusedAsync(string? state, IOutput output) => (await Assert.ThrowsAsync<BindingException>(() => Over(state, output).RunAsync())).Message;

    private string[] Names(string name) => [.. Directory.GetFiles(_folder[name]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private string Shown() => string.Concat(Names("out").Where(n => n[0] != '.').Select(n => File.ReadAllText(_folder["out/" + n])));
}
