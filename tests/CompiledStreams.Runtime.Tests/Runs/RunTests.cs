using System.Diagnostics;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Whole runs over what users bind.</summary>
public class RunTests
{
    [Fact]
    public async Task A_run_reads_a_file_and_appends_to_another()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["in.jsonl"], "1,10\n2,5\n1,7\n3,0\n");

        using RunSummary summary = await new TotalsPipeline()
            .Read(p => p.Rows, Files.JsonLines(folder["in.jsonl"]))
            .Write(p => p.Updates, Files.JsonLines(folder["out.jsonl"]))
            .RunAsync();

        Assert.Equal("1,10\n2,5\n1,17\n", File.ReadAllText(folder["out.jsonl"]));
        Assert.Equal(RunOutcome.Completed, summary.Outcome);
        Assert.Equal([new SourceSummary("Rows", 4, 17, 0)], summary.Sources);
        Assert.Equal([new SinkSummary("Updates", 3, 14)], summary.Sinks);
        Assert.Equal([new Total(1, 17), new Total(2, 5)], summary.Results<int, Total>("Totals").Select(r => r.Value));
    }

    [Fact]
    public async Task A_header_is_written_where_the_file_is_new_and_a_cut_line_is_ended_before_it_is_appended_to()
    {
        using TempFolder folder = new();
        FileBinding output = Files.Delimited(folder["out.csv"]);
        (await Over(new Row(1, 10, default)).Write(p => p.Updates, output).RunAsync()).Dispose();
        (await Over(new Row(2, 20, default)).Write(p => p.Updates, output).RunAsync()).Dispose();
        File.AppendAllText(folder["out.csv"], "3,3");
        (await Over(new Row(4, 40, default)).Write(p => p.Updates, output).RunAsync()).Dispose();

        Assert.Equal("customer,amount\n1,10\n2,20\n3,3\n4,40\n", File.ReadAllText(folder["out.csv"]));
    }

    [Theory]
    [InlineData("amount,customer\n2,1\n", "amount,customer")]
    [InlineData("customer;amount\n1;2\n", "customer;amount")]
    [InlineData("customer,amount,name\n1,2,c\n", "customer,amount,name")]
    [InlineData("1,2\n", "1,2")]
    [InlineData("\n\n", "")]
    public async Task A_file_whose_header_is_another_is_not_appended_to(string before, string header)
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["out.csv"], before);

        BindingException exception = await Assert.ThrowsAsync<BindingException>(() =>
            Over(new Row(1, 10, default)).Write(p => p.Updates, Files.Append(folder["out.csv"], Format.Delimited)).RunAsync());

        Assert.StartsWith(
            $"Sink 'Updates' can't append to file '{folder["out.csv"]}': it begins with the header '{header}', but 'customer,amount' would be written", exception.Message);
        Assert.Equal(before, File.ReadAllText(folder["out.csv"]));
        File.Delete(folder["out.csv"]);
    }

    [Theory]
    [InlineData("customer,amount")]
    [InlineData("customer,amount\n2,1\n")]
    [InlineData("\uFEFFcustomer,amount\r\n2,1\r\n")]
    [InlineData("\"customer\",\"amount\"\n2,1\n")]
    public async Task A_file_whose_header_says_the_same_is_appended_to(string before)
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["out.csv"], before);

        (await Over(new Row(1, 10, default)).Write(p => p.Updates, Files.Append(folder["out.csv"], Format.Delimited)).RunAsync()).Dispose();

        Assert.Equal($"{before.TrimStart('\uFEFF')}{(before.EndsWith('\n') ? "" : "\n")}1,10\n", File.ReadAllText(folder["out.csv"]));
    }

    [Fact]
    public async Task A_pattern_reads_its_files_in_the_ordinal_order_of_their_names_and_decompresses_gz()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["b.jsonl"], "2,2");
        File.WriteAllText(folder["B.jsonl"], "1,1\n");
        File.WriteAllText(folder["other.txt"], "9,9\n");
        using (GZipStream stream = new(File.Create(folder["c.jsonl.gz"]), CompressionLevel.Fastest))
            stream.Write("3,3\n4,four\n"u8);

        List<Total> updates = [];
        BadRecordException exception = await Assert.ThrowsAsync<BadRecordException>(() => new TotalsPipeline()
            .Read(p => p.Rows, Files.JsonLines([folder["*.jsonl"], folder["*.gz"]]))
            .Write(p => p.Updates, Memory.To(updates))
            .RunAsync());

        Assert.Equal([new Total(1, 1), new Total(2, 2), new Total(3, 3)], updates);
        Assert.Equal((folder["c.jsonl.gz"], 2L, 6L), (exception.File, exception.Line, exception.Offset));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(200)]
    public async Task A_compressed_file_that_was_cut_off_is_an_error(int missing)
    {
        MemoryStream whole = new();
        using (GZipStream stream = new(whole, CompressionLevel.NoCompression, leaveOpen: true))
        {
            for (int i = 0; i < 100; i++)
                stream.Write("3,3\n"u8);
        }

        await AssertUnreadable(whole.ToArray()[..^missing], Damaged);
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(-1)]
    [InlineData(100)]
    public async Task A_compressed_file_with_a_changed_byte_is_an_error(int changed)
    {
        MemoryStream whole = new();
        using (GZipStream stream = new(whole, CompressionLevel.NoCompression, leaveOpen: true))
            stream.Write(System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("3,3\n", 100))));

        byte[] bytes = whole.ToArray();
        bytes[changed < 0 ? bytes.Length + changed : changed] ^= 1;
        await AssertUnreadable(bytes, Damaged);
    }

    [Theory]
    [InlineData("3,3\n")]
    [InlineData("3")]
    [InlineData("a text that is longer than the head of a gzip file\n")]
    public async Task A_text_by_the_name_of_a_compressed_file_is_an_error(string text) => await AssertUnreadable(
        System.Text.Encoding.ASCII.GetBytes(text), "it isn't a gzip file, though its name ends in .gz; take .gz off its name to read it as it is, or compress it");

    private const string Damaged =
        "it is a damaged gzip file: it was cut off, or its bytes don't match their checksum; copy it again from where it came, and test it with 'gzip -t'";

    private static async Task AssertUnreadable(byte[] bytes, string why)
    {
        using TempFolder folder = new();
        File.WriteAllBytes(folder["a.gz"], bytes);
        ConnectorException exception = await Assert.ThrowsAsync<ConnectorException>(() => new TotalsPipeline()
            .Read(p => p.Rows, Files.JsonLines(folder["a.gz"])).Write(p => p.Updates, Memory.Discard).RunAsync());
        Assert.Equal($"Source 'Rows' can't read file '{folder["a.gz"]}': {why}", exception.Message);
    }

    [Fact]
    public async Task A_link_is_read_as_the_file_that_it_leads_to()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["real.jsonl"], string.Concat(Enumerable.Repeat("3,3\n", 1_000)));
        File.CreateSymbolicLink(folder["link.jsonl"], "real.jsonl");
        RunProgress? last = null;
        RunSummary run = await new TotalsPipeline().Read(p => p.Rows, Files.JsonLines(folder["link.jsonl"])).Write(p => p.Updates, Memory.Discard)
            .OnProgress(TimeSpan.FromMilliseconds(1), progress => last = progress).RunAsync();
        Assert.Equal(1_000, run.Events);
        Assert.Equal(4_000, last!.TotalBytes);
    }

    [Fact]
    public async Task A_fifo_is_read_and_written_as_it_comes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "mkfifo isn't there on Windows");
        using TempFolder folder = new();
        using (Process make = Process.Start("mkfifo", [folder["in.jsonl"], folder["out.jsonl"]]))
            make.WaitForExit();

        Task<RunSummary> run = new TotalsPipeline()
            .Read(p => p.Rows, Files.JsonLines(folder["in.jsonl"])).Write(p => p.Updates, Files.JsonLines(folder["out.jsonl"])).RunAsync();
        Task<string> read = Task.Run(() => File.ReadAllText(folder["out.jsonl"]));
        await Task.Run(() => File.WriteAllText(folder["in.jsonl"], "1,1\n1,2"));

        Assert.Equal("1,1\n1,3\n", await read.WaitAsync(TimeSpan.FromSeconds(30)));
        (await run).Dispose();
    }

    [Fact]
    public async Task Bad_records_go_to_the_dead_letters_with_their_place()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["in.jsonl"], "1,1\n2,two\n3,3\n");

        using RunSummary summary = await new TotalsPipeline()
            .Read(p => p.Rows, Files.JsonLines(folder["in.jsonl"]), OnError.DeadLetter(Files.JsonLines(folder["bad.jsonl"])))
            .Write(p => p.Updates, Memory.Discard)
            .RunAsync();

        Assert.Equal([new SourceSummary("Rows", 2, 14, Skipped: 1)], summary.Sources);
        Assert.Equal(2, summary.Sinks[0].Events);
        Assert.Equal(
            $$"""{"source":"Rows","file":"{{folder["in.jsonl"]}}","line":2,"offset":4,"field":"amount","reason":"is no number","record":"2,two"}""" + "\n",
            File.ReadAllText(folder["bad.jsonl"]));
    }

    [Fact]
    public async Task An_operator_that_throws_is_named_with_key_and_event_and_what_was_written_before_is_flushed()
    {
        Pipe output = new();
        TotalsPipeline pipeline = new() { Inspect = row => { if (row.Customer == LaneProgram.BlockSize + 44) throw new FormatException("no such customer"); } };

        OperatorException exception = await Assert.ThrowsAsync<OperatorException>(() => pipeline
            .Read(p => p.Rows, Memory.From(Enumerable.Range(0, 2 * LaneProgram.BlockSize).Select(i => new Row(i, 1, default))))
            .Write(p => p.Updates, Pipes.To(output.Writer, Format.JsonLines))
            .RunAsync());

        Assert.Equal(("Inspect", $"{LaneProgram.BlockSize + 44}"), (exception.Operator, exception.Key));
        Assert.IsType<FormatException>(exception.InnerException);
        Assert.True(output.Reader.TryRead(out ReadResult written));
        Assert.Equal(LaneProgram.BlockSize, Encoding.UTF8.GetString(written.Buffer).Count(c => c == '\n'));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(LaneProgram.BlockSize)]
    [InlineData(1_000)]
    public async Task What_came_before_a_sequence_threw_is_finished(int count)
    {
        List<Total> updates = [];

        ConnectorException exception = await Assert.ThrowsAsync<ConnectorException>(() => new TotalsPipeline()
            .Read(p => p.Rows, Memory.From(ThrowingAfter(count))).Write(p => p.Updates, Memory.To(updates)).RunAsync());

        Assert.Equal(Enumerable.Range(0, count).Select(i => new Total(i, 1)), updates);
        Assert.Equal("Source 'Rows': the sequence it is bound to threw FormatException: no more rows", exception.Message);
        Assert.IsType<FormatException>(exception.InnerException);

        static IEnumerable<Row> ThrowingAfter(int count)
        {
            for (int i = 0; i < count; i++)
                yield return new Row(i, 1, default);

            throw new FormatException("no more rows");
        }
    }

    [Fact]
    public async Task A_sequence_that_throws_where_it_begins_or_ends_is_named()
    {
        await ThrowsAsync(new Broken(begins: true));
        await ThrowsAsync(new Broken(begins: false));

        static async Task ThrowsAsync(IEnumerable<Row> rows)
        {
            ConnectorException exception = await Assert.ThrowsAsync<ConnectorException>(() =>
                new TotalsPipeline().Read(p => p.Rows, Memory.From(rows)).Write(p => p.Updates, Memory.Discard).RunAsync());
            Assert.Equal("Source 'Rows': the sequence it is bound to threw FormatException: no rows", exception.Message);
        }
    }

    private sealed class Broken(bool begins) : IEnumerable<Row>, IEnumerator<Row>
    {
        public Row Current => default;

        object System.Collections.IEnumerator.Current => Current;

        public IEnumerator<Row> GetEnumerator() => begins ? throw new FormatException("no rows") : this;

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public bool MoveNext() => false;

        public void Reset()
        {
        }

        public void Dispose() => throw new FormatException("no rows");
    }

    [Fact]
    public async Task An_event_that_the_format_cannot_express_is_named_and_those_before_it_are_written()
    {
        using TempFolder folder = new();

        BadEventException exception = await Assert.ThrowsAsync<BadEventException>(() =>
            Over(new Row(1, 1, default), new Row(2, -2, default)).Write(p => p.Updates, Files.JsonLines(folder["out.jsonl"])).RunAsync());

        Assert.Equal(("Updates", "amount"), (exception.Sink, exception.Field));
        Assert.Equal("1,1\n", File.ReadAllText(folder["out.jsonl"]));
    }

    [Fact]
    public async Task A_cancelled_token_finishes_what_was_read_and_says_stopped()
    {
        Pipe input = new();
        List<Total> updates = [];
        using CancellationTokenSource stop = new();
        TotalsPipeline pipeline = new() { Inspect = row => { if (row.Customer == 2) stop.Cancel(); } };
        await input.Writer.WriteAsync("1,1\n2,2\n3,3\n4,"u8.ToArray());

        using RunSummary summary = await pipeline.Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines)).Write(p => p.Updates, Memory.To(updates)).RunAsync(stop.Token);

        Assert.Equal(RunOutcome.Stopped, summary.Outcome);
        Assert.Equal([new Total(1, 1), new Total(2, 2), new Total(3, 3)], updates);
        Assert.True((await input.Writer.FlushAsync()).IsCompleted);
    }

    [Fact]
    public async Task A_cancelled_token_wakes_a_run_that_waits_for_input()
    {
        Pipe input = new();
        using CancellationTokenSource stop = new();
        Task<RunSummary> run = new TotalsPipeline()
            .Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines)).Write(p => p.Updates, Memory.Discard).RunAsync(stop.Token);

        stop.Cancel();

        using RunSummary summary = await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(RunOutcome.Stopped, summary.Outcome);
    }

    [Fact]
    public async Task Results_are_written_before_the_run_waits_for_more_input()
    {
        Pipe input = new();
        Pipe output = new();
        Task<RunSummary> run = new TotalsPipeline()
            .Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines)).Write(p => p.Updates, Pipes.To(output.Writer, Format.JsonLines)).RunAsync();
        for (int i = 1; i <= 20; i++)
        {
            await input.Writer.WriteAsync("1,1\n"u8.ToArray());
            ReadResult read = await output.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal($"1,{i}\n", Encoding.UTF8.GetString(read.Buffer));
            output.Reader.AdvanceTo(read.Buffer.End);
        }

        input.Writer.Complete();
        (await run).Dispose();
    }

    [Fact]
    public async Task An_output_whose_reader_has_gone_stops_the_run()
    {
        Pipe output = new();
        output.Reader.Complete();

        using RunSummary summary = await new TotalsPipeline()
            .Read(p => p.Rows, Memory.From(Enumerable.Repeat(new Row(1, 1, default), int.MaxValue)))
            .Write(p => p.Updates, Pipes.To(output.Writer, Format.JsonLines)).RunAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(RunOutcome.Stopped, summary.Outcome);
    }

    [Fact]
    public async Task An_array_takes_events_in_place_until_it_is_full()
    {
        Row[] rows = [.. Enumerable.Range(0, 600).Select(i => new Row(i, i + 1, default))];
        Total[] totals = new Total[600];
        (await Over(rows).Write(p => p.Updates, Memory.To(totals)).RunAsync()).Dispose();
        Assert.Equal(rows.Select(r => new Total(r.Customer, r.Amount)), totals);

        Total[] small = new Total[599];
        OutputFullException exception = await Assert.ThrowsAsync<OutputFullException>(() => Over(rows).Write(p => p.Updates, Memory.To(small)).RunAsync());
        Assert.Equal("Updates", exception.Sink);
        Assert.Equal(totals[..599], small);
    }

    [Fact]
    public async Task Progress_is_reported_at_the_interval_and_at_the_end()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["in.jsonl"], "1,1\n2,2\n");
        ManualClock clock = new();
        List<RunProgress> reports = [];
        TotalsPipeline pipeline = new() { Inspect = row => { if (row.Customer == 2) clock.Tick(); } };

        (await pipeline.Read(p => p.Rows, Files.JsonLines(folder["in.jsonl"])).Write(p => p.Updates, Memory.Discard)
            .OnProgress(TimeSpan.FromSeconds(1), reports.Add).WithClock(clock).RunAsync()).Dispose();

        Assert.Equal(2, reports.Count);
        Assert.Equal((2L, 8L, 8L), (reports[1].Events, reports[1].Bytes, reports[1].TotalBytes!.Value));
        Assert.Equal("Rows", reports[1].Sources[0].Name);
    }

    [Fact]
    public async Task A_report_that_throws_stops_the_run()
    {
        Pipe input = new();
        ManualClock clock = new();
        Task<RunSummary> run = new TotalsPipeline().Read(p => p.Rows, Pipes.From(input.Reader, Format.JsonLines)).Write(p => p.Updates, Memory.Discard)
            .OnProgress(TimeSpan.FromSeconds(1), _ => throw new FormatException("broken report")).WithClock(clock).RunAsync();

        clock.Tick();

        ProgressException exception = await Assert.ThrowsAsync<ProgressException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("What OnProgress of pipeline 'Tests.TotalsPipeline' calls threw FormatException: broken report; have it catch what it can go on after", exception.Message);
        Assert.IsType<FormatException>(exception.InnerException);
    }

    [Fact]
    public async Task A_last_report_that_throws_fails_the_run_after_its_end()
    {
        List<Total> updates = [];
        ProgressException exception = await Assert.ThrowsAsync<ProgressException>(() => Over(new Row(1, 1, default)).Write(p => p.Updates, Memory.To(updates))
            .OnProgress(TimeSpan.FromHours(1), _ => throw new FormatException("broken report")).RunAsync());

        Assert.IsType<FormatException>(exception.InnerException);
        Assert.Equal([new Total(1, 1)], updates);
    }

    [Fact]
    public async Task A_function_that_keeps_events_and_throws_is_told_by_its_sink()
    {
        List<long> kept = [];
        ConnectorException exception = await Assert.ThrowsAsync<ConnectorException>(() => Over(new Row(1, 1, default), new Row(2, 2, default))
            .Write(p => p.Updates, Memory.To(kept, (Total t) => t.Customer == 2 ? throw new FormatException("no such customer") : t.Amount)).RunAsync());

        Assert.Equal("Sink 'Updates': the function that it is bound to, which keeps events in a list, threw FormatException: no such customer", exception.Message);
        Assert.IsType<FormatException>(exception.InnerException);
        Assert.Equal([1], kept);
    }

    [Fact]
    public async Task An_exception_that_does_not_come_again_names_the_operators_that_there_are()
    {
        TotalsPipeline pipeline = new()
        {
            Inspect = _ => throw new FormatException("now and then"),
            IsLocated = false,
            Description = new TotalsPipeline().Description with
            {
                Plan = "stage 1, one loop over blocks of 512 events\n  Rows     source     Row\n  Inspect  filter\n  Totals   aggregate  a state a key\n  Updates  sink       Total, upserts",
            },
        };

        OperatorException exception = await Assert.ThrowsAsync<OperatorException>(() => pipeline
            .Read(p => p.Rows, Memory.From([new Row(1, 1, default)])).Write(p => p.Updates, Memory.Discard).RunAsync());

        Assert.StartsWith("Pipeline 'Tests.TotalsPipeline' threw FormatException where its operators run (Inspect, Totals): now and then; run again over the same events they didn't", exception.Message);
        Assert.Equal((null, null, null), (exception.Operator, exception.Key, exception.Event));
        Assert.IsType<FormatException>(exception.InnerException);
    }

    [Fact]
    public async Task State_lives_until_the_summary_is_disposed()
    {
        RunSummary summary = await Over(new Row(1, 1, default)).Write(p => p.Updates, Memory.Discard).RunAsync();
        ArgumentException unknown = Assert.Throws<ArgumentException>(() => summary.Results<int, Total>("Sums"));
        ArgumentException mistyped = Assert.Throws<ArgumentException>(() => summary.Results<string, Total>("Totals"));
        Assert.Contains("'Totals'", unknown.Message);
        Assert.Contains("the key Int32 and the result or state Total", mistyped.Message);

        summary.Dispose();

        Assert.Throws<ObjectDisposedException>(() => summary.Results<int, Total>("Totals"));
    }

    private static PipelineRun<TotalsPipeline> Over(params Row[] rows) => new TotalsPipeline().Read(p => p.Rows, Memory.From(rows));
}
