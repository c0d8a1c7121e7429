using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CompiledStreams.Hosting.Tests;

public class RunTests
{
    [Fact]
    public async Task A_pipeline_runs_over_the_files_that_the_configuration_names()
    {
        using TemporaryFolder folder = new();
        folder.With("1.jsonl", """{"shop":1,"amount":2}""", "no record");
        folder.With("2.jsonl", """{"shop":2,"amount":0.5}""", """{"shop":1,"amount":3}""");
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(),
            ("ShopTotals:Sales:Files", folder["*.jsonl"]),
            ("ShopTotals:Sales:OnError:DeadLetter", folder["dead"]),
            ("ShopTotals:Totals:Append", folder["totals.csv"]),
            ("ShopTotals:OnCompleted", "stopHost"));

        await host.RunAsync();

        Assert.Equal(["shop,amount", "1,2", "1,5"], File.ReadAllLines(folder["totals.csv"]));
        Assert.Single(File.ReadAllLines(folder["dead"]));
        Assert.Equal(0, Environment.ExitCode);
        Assert.Equal((LogLevel.Information, "CompiledStreams.Hosting.Tests.ShopTotals started"), host.Logs.Entries[0]);
        Assert.Equal(LogLevel.Debug, host.Logs.Entries[1].Level);
        Assert.Contains("Sum", host.Logs.Entries[1].Text, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Information, host.Logs.Entries[2].Level);
        Assert.Contains("completed in", host.Logs.Entries[2].Text, StringComparison.Ordinal);
        Assert.EndsWith(": 3 events in, 2 out, 1 bad records skipped", host.Logs.Entries[2].Text, StringComparison.Ordinal);
        Assert.Equal(3, host.Logs.Entries.Count);
    }

    [Fact]
    public async Task With_checkpoints_a_second_host_goes_on_where_the_first_ended()
    {
        using TemporaryFolder folder = new();
        string input = folder.With("1.jsonl", """{"shop":1,"amount":2}""");
        (string, string?)[] settings =
        [
            ("ShopTotals:Sales:Files", input),
            ("ShopTotals:Totals:Parts", folder["totals"]),
            ("ShopTotals:Checkpoints:Directory", folder["state"]),
            ("ShopTotals:Checkpoints:Every", "00:00:00.010"),
            ("ShopTotals:OnCompleted", "stopHost"),
        ];
        for (int run = 0; run < 2; run++)
        {
            using TestHost host = new(services => services.AddPipeline<ShopTotals>(), settings);
            await host.RunAsync();
            Assert.Equal(0, Environment.ExitCode);
        }

        Assert.Equal(["part-00-00000000.jsonl"], Directory.GetFiles(folder["totals"], "part-*").Select(Path.GetFileName));
        Assert.Single(File.ReadAllLines(Path.Combine(folder["totals"], "part-00-00000000.jsonl")));
    }

    [Fact]
    public async Task What_a_run_says_is_logged_and_not_written_to_standard_error()
    {
        using TemporaryFolder folder = new();
        using RecordedError error = new();
        string state = folder["state"], ofPipeline = typeof(ShopTotals).FullName!;
        string guarantee = $"{ofPipeline}: exactly once, checkpoints in '{state}' every 10 s";
        (string, string?)[] settings = [("ShopTotals:Sales:Files", folder.With("sales", """{"shop":1,"amount":2}""")), ("ShopTotals:OnCompleted", "stopHost")];

        Assert.Equal([(LogLevel.Information, guarantee)], await MessagesAsync(run => run.WithCheckpoints(state)));
        Assert.Equal(
            [(LogLevel.Information, guarantee), (LogLevel.Information, $"{ofPipeline}: had completed by epoch 1; nothing is read again unless it starts afresh")],
            await MessagesAsync(run => run.WithCheckpoints(state)));
        File.WriteAllText(Path.Combine(state, "HEAD"), "garbage");
        (LogLevel Level, string Text)[] fresh = await MessagesAsync(run => run.WithCheckpoints(state).StartFresh());

        Assert.Equal((LogLevel.Information, guarantee), fresh[0]);
        Assert.Equal(LogLevel.Warning, fresh[1].Level);
        Assert.StartsWith($"{ofPipeline}: the checkpoints in '{state}' can't be read, so that a fresh start leaves the parts that they name:", fresh[1].Text, StringComparison.Ordinal);
        Assert.Equal(2, fresh.Length);
        Assert.Equal("", error.Text);

        async Task<(LogLevel Level, string Text)[]> MessagesAsync(Action<PipelineRun<ShopTotals>> bind)
        {
            using TestHost host = new(services => services.AddPipeline<ShopTotals>(run => bind(run.Write(p => p.Totals, Files.Parts(folder["totals"], Format.JsonLines)))), settings);
            await host.RunAsync();
            return [.. host.Logs.Entries.Where(entry => entry.Text.StartsWith(ofPipeline + ": ", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task Formats_have_their_settings_and_files_may_be_a_list()
    {
        using TemporaryFolder folder = new();
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(),
            ("ShopTotals:Sales:Files:0", folder.With("b", "x;2;1")),
            ("ShopTotals:Sales:Files:1", folder.With("a", "x;3;1")),
            ("ShopTotals:Sales:Format", "delimited"),
            ("ShopTotals:Sales:Delimiter", ";"),
            ("ShopTotals:Sales:Columns", "-, amount, shop"),
            ("ShopTotals:Totals:Append", folder["out"]),
            ("ShopTotals:Totals:Format", "tsv"),
            ("ShopTotals:Totals:Header", "false"),
            ("ShopTotals:OnCompleted", "stopHost"));

        await host.RunAsync();

        Assert.Equal(["1\t2", "1\t5"], File.ReadAllLines(folder["out"]));
    }

    [Fact]
    public async Task A_followed_file_is_read_until_the_host_stops()
    {
        using TemporaryFolder folder = new();
        string sales = folder.With("sales.jsonl", """{"shop":1,"amount":2}""");
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(),
            ("ShopTotals:Sales:Files", sales), ("ShopTotals:Sales:Follow", "true"), ("ShopTotals:Totals:Append", folder["totals.csv"]), ("ShopTotals:OnCompleted", "stopHost"));
        await host.StartAsync();
        await UntilTotalsEndAsync("1,2\n");

        File.AppendAllLines(sales, ["""{"shop":1,"amount":3}"""]);
        await UntilTotalsEndAsync("1,5\n");
        await host.StopAsync();

        Assert.Contains("stopped after", host.Logs.Entries[^1].Text, StringComparison.Ordinal);

        Task UntilTotalsEndAsync(string end) => TestHost.UntilAsync(
            () => Task.FromResult(File.Exists(folder["totals.csv"]) && File.ReadAllText(folder["totals.csv"]).EndsWith(end, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_that_is_not_followed_ends()
    {
        using TemporaryFolder folder = new();
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(run => run.Write(p => p.Totals, Memory.Discard)),
            ("ShopTotals:Sales:Files", folder.With("sales.jsonl")), ("ShopTotals:Sales:Follow", "false"), ("ShopTotals:OnCompleted", "stopHost"));

        await host.RunAsync();

        Assert.Contains("completed in", host.Logs.Entries[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_binds_what_it_likes_and_the_configuration_the_rest()
    {
        using TemporaryFolder folder = new();
        List<double> amounts = [];
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(run => run.Write(p => p.Totals, Memory.To(amounts, (ShopTotal total) => total.Amount))),
            ("CompiledStreams.Hosting.Tests.ShopTotals:Sales:Files", folder.With("sales.jsonl", """{"shop":1,"amount":4}""")),
            ("CompiledStreams.Hosting.Tests.ShopTotals:OnCompleted", "stopHost"));

        await host.RunAsync();

        Assert.Equal([4], amounts);
    }

    [Fact]
    public async Task Services_come_by_the_constructor_and_parameters_from_the_configuration()
    {
        List<Sale> sales = [];
        using TestHost host = new(
            services => services.AddSingleton(new Rates { Rate = 10 }).AddPipeline<Converted>(run => run
                .Read(p => p.Sales, Memory.From([new Sale(1, 1), new Sale(2, 2)]))
                .Write(p => p.Out, Memory.To(sales))),
            ("Converted:Parameters:Shop", "2"),
            ("Converted:OnCompleted", "stopHost"));

        await host.RunAsync();

        Assert.Equal([new Sale(2, 20)], sales);
    }

    [Fact]
    public async Task A_stop_of_the_host_finishes_what_was_read()
    {
        using TemporaryFolder folder = new();
        Pipe pipe = new();
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(run => run.Read(p => p.Sales, Pipes.From(pipe.Reader, Format.JsonLines))),
            ("ShopTotals:Totals:Append", folder["totals.csv"]));
        await host.StartAsync();
        await pipe.Writer.WriteAsync("""
            {"shop":1,"amount":2}
            {"shop":1,"amount":3}

            """u8.ToArray());
        await TestHost.UntilAsync(() => Task.FromResult(File.Exists(folder["totals.csv"]) && File.ReadAllText(folder["totals.csv"]).EndsWith("1,5\n", StringComparison.Ordinal)));

        await host.StopAsync();

        Assert.Equal(["shop,amount", "1,2", "1,5"], File.ReadAllLines(folder["totals.csv"]));
        Assert.Equal(0, Environment.ExitCode);
        Assert.Contains("stopped after", host.Logs.Entries[^1].Text, StringComparison.Ordinal);
        Assert.EndsWith(": 2 events in, 2 out, 0 bad records skipped", host.Logs.Entries[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_fails_stops_the_host_with_an_exit_code_and_a_critical_entry()
    {
        using TemporaryFolder folder = new();
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(),
            ("ShopTotals:Sales:Files", folder.With("sales.jsonl", """{"shop":1,"amount":2}""", "no record")),
            ("ShopTotals:Totals:Append", folder["totals.csv"]));

        await host.RunAsync();

        Assert.Equal(1, Environment.ExitCode);
        Assert.Equal(["shop,amount", "1,2"], File.ReadAllLines(folder["totals.csv"]));
        (LogLevel level, string text) = host.Logs.Entries[^1];
        Assert.Equal(LogLevel.Critical, level);
        Assert.Contains("failed, and the host stops: Source 'Sales', file", text, StringComparison.Ordinal);
        Assert.Contains("line 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_is_added_once()
    {
        ServiceCollection services = new();
        services.AddPipeline<ShopTotals>();

        Assert.Contains("'ShopTotals' was added already", Assert.Throws<InvalidOperationException>(() => services.AddPipeline<ShopTotals>()).Message, StringComparison.Ordinal);
    }
}
