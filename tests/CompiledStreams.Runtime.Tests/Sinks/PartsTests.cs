using System.IO.Pipelines;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Parts of runs without checkpoints.</summary>
public class PartsTests
{
    private const string Header = "customer,amount\n";

    [Fact]
    public async Task A_part_is_closed_when_it_is_long_enough_and_the_next_one_has_the_next_number_and_a_header()
    {
        using TempFolder folder = new();
        Pipe input = new();
        Task<RunSummary> run = new TotalsPipeline().Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines))
            .Write(p => p.Updates, Files.Parts(folder["a/b"], Format.Delimited, o => o.MaxBytes(Header.Length + 8))).RunAsync();
        await WriteAsync(input, "1,1\n");
        await Until(() => Names(folder["a/b"]) is [".part-00-00000000.csv.tmp"]);
        await WriteAsync(input, "2,2\n");
        await Until(() => Names(folder["a/b"]) is ["part-00-00000000.csv"]);
        await WriteAsync(input, "3,3\n");
        input.Writer.Complete();
        using RunSummary summary = await run;

        Assert.Equal([new SinkSummary("Updates", 3, (2 * Header.Length) + 12)], summary.Sinks);
        Assert.Equal([Header + "1,1\n2,2\n", Header + "3,3\n"], Shown(folder["a/b"]));
    }

    [Fact]
    public async Task A_part_is_closed_when_it_is_old_enough_though_nothing_comes()
    {
        using TempFolder folder = new();
        ManualClock clock = new();
        Pipe input = new();
        Task<RunSummary> run = new TotalsPipeline().Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines))
            .Write(p => p.Updates, Files.Parts(folder["out"], Format.JsonLines)).WithClock(clock).RunAsync();
        await WriteAsync(input, "1,1\n");
        await Until(() => Names(folder["out"]) is [".part-00-00000000.jsonl.tmp"]);
        clock.Advance(TimeSpan.FromSeconds(59));
        await WriteAsync(input, "2,2\n");
        await Until(() => new FileInfo(folder["out/.part-00-00000000.jsonl.tmp"]).Length == 8);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Until(() =>
        {
            clock.Tick();
            return Names(folder["out"]) is ["part-00-00000000.jsonl"];
        });

        await WriteAsync(input, "3,3\n");
        input.Writer.Complete();
        (await run).Dispose();
        Assert.Equal(["1,1\n2,2\n", "3,3\n"], Shown(folder["out"]));
    }

    [Fact]
    public async Task A_stop_shows_what_is_open()
    {
        using TempFolder folder = new();
        using CancellationTokenSource stop = new();
        Pipe input = new();
        Task<RunSummary> run = new TotalsPipeline().Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines))
            .Write(p => p.Updates, Files.Parts(folder["out"], Format.JsonLines)).RunAsync(stop.Token);
        await WriteAsync(input, "1,1\n");
        await Until(() => Names(folder["out"]) is [".part-00-00000000.jsonl.tmp"]);
        stop.Cancel();
        (await run).Dispose();

        Assert.Equal(["1,1\n"], Shown(folder["out"]));
    }

    [Fact]
    public async Task Without_events_there_is_no_part()
    {
        using TempFolder folder = new();
        (await Over().Write(p => p.Updates, Files.Parts(folder["out"], Format.Delimited)).RunAsync()).Dispose();
        Assert.Empty(Names(folder["out"]));
    }

    [Fact]
    public async Task A_part_whose_first_record_can_not_be_written_is_none()
    {
        using TempFolder folder = new();
        await Assert.ThrowsAsync<BadEventException>(() => Over(new Row(1, -1, default)).Write(p => p.Updates, Files.Parts(folder["out"], Format.Delimited)).RunAsync());
        Assert.Empty(Names(folder["out"]));
    }

    [Fact]
    public async Task Numbers_go_on_behind_the_parts_that_are_there_and_what_a_killed_run_left_is_shown_up_to_its_last_line()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder["out"]);
        File.WriteAllText(folder["out/part-00-00000006.jsonl"], "6,6\n");
        File.WriteAllText(folder["out/part-00-00000099.csv"], "of another format\n");
        File.WriteAllText(folder["out/.part-00-00000007.jsonl.tmp"], "7,7\n8,");
        File.WriteAllText(folder["out/.part-00-00000008.jsonl.tmp"], "8,");
        (await Over(new Row(1, 1, default)).Write(p => p.Updates, Files.Parts(folder["out"], Format.JsonLines)).RunAsync()).Dispose();

        Assert.Equal(["6,6\n", "7,7\n", "1,1\n", "of another format\n"], Shown(folder["out"]));
        Assert.Equal(["part-00-00000006.jsonl", "part-00-00000007.jsonl", "part-00-00000008.jsonl", "part-00-00000099.csv"], Names(folder["out"]));
    }

    [Fact]
    public async Task Dead_letters_go_into_parts_as_well()
    {
        using TempFolder folder = new();
        IInput rows = Memory.From("1,1\n2,two\n"u8.ToArray(), Format.JsonLines);
        (await new TotalsPipeline().Read(p => p.Rows, rows, OnError.DeadLetter(Files.Parts(folder["dead"], Format.JsonLines))).Write(p => p.Updates, Memory.Discard).RunAsync()).Dispose();
        Assert.Contains("\"record\":\"2,two\"", Assert.Single(Shown(folder["dead"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_a_file_and_one_that_two_sinks_write_are_refused()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["file"], "");
        Refused("Sink 'Updates' can't write parts into '", "which is a file; name a folder, or bind the file by Files.Append", Over().Write(p => p.Updates, Files.Parts(folder["file"], Format.JsonLines)));

        IInput rows = Memory.From("1,1\n"u8.ToArray(), Format.JsonLines);
        IOutput parts = Files.Parts(folder["out"], Format.JsonLines);
        Refused(
            "The dead letters of source 'Rows' and sink 'Updates' both write parts into folder", "give each a folder of its own",
            new TotalsPipeline().Read(p => p.Rows, rows, OnError.DeadLetter(Files.Parts(folder["out"] + "/", Format.JsonLines))).Write(p => p.Updates, parts));
        Assert.Equal($"parts in folder '{folder["out"]}'", parts.Description);
    }

    [Fact]
    public async Task A_folder_that_can_not_be_made_is_refused()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["file"], "");
        BindingException exception = await Assert.ThrowsAsync<BindingException>(() =>
            Over().Write(p => p.Updates, Files.Parts(folder["file/out"], Format.JsonLines)).RunAsync());
        Assert.Contains($"Sink 'Updates' can't write parts into folder '{folder["file/out"]}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("check the folder, its permissions and the room on its disk", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_and_ages_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Files.Parts("out", Format.JsonLines, o => o.MaxBytes(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Files.Parts("out", Format.JsonLines, o => o.MaxAge(TimeSpan.Zero)));
    }

    [Fact]
    public void What_can_be_taken_back_says_so()
    {
        Assert.True(Files.Parts("out", Format.JsonLines).IsTransactional);
        Assert.True(Files.Append("out.jsonl", Format.JsonLines).IsTransactional);
        Assert.True(Memory.Discard.IsTransactional);
        Assert.False(Files.Append("/dev/null", Format.JsonLines).IsTransactional);
        Assert.False(StandardOutput.JsonLines().IsTransactional);
        Assert.False(Pipes.To(new Pipe().Writer, Format.JsonLines).IsTransactional);
        Assert.False(Memory.To(new List<Total>()).IsTransactional);
    }

    private static PipelineRun<TotalsPipeline> Over(params Row[] rows) => new TotalsPipeline().Read(p => p.Rows, Memory.From(rows));

    private static void Refused(string begin, string end, PipelineRun<TotalsPipeline> run)
    {
        string message = Assert.Throws<BindingException>(run.Check).Message;
        Assert.StartsWith(begin, message, StringComparison.Ordinal);
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(Pipe input, string text) => await input.Writer.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));

    private static async Task Until(Func<bool> isTrue)
    {
        for (int i = 0; i < 6_000 && !isTrue(); i++)
            await Task.Delay(5);

        Assert.True(isTrue());
    }

    private static string[] Names(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Where(n => n != ".owner").Order(StringComparer.Ordinal)] : [];

    private static string[] Shown(string folder) => [.. Names(folder).Where(n => n[0] != '.').Select(n => File.ReadAllText(Path.Join(folder, n)))];
}
