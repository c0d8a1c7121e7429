using System.Text.Json;
using CompiledStreams;
using Shop.Report;

namespace Shop;

/// <summary>One run of the sample: binds the pipeline, shows how far it is, and sums up.</summary>
internal sealed class Job(JobOptions options)
{
    private const string Made = "customer-spending/purchases.jsonl";
    private const int Top = 10;

    // With a summary as JSON, standard output is the program's that reads it.
    private readonly TextWriter _text = options.IsJson ? Console.Error : Console.Out;
    private readonly bool _isTerminal = options.IsJson ? !Console.IsErrorRedirected : !Console.IsOutputRedirected;

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        try
        {
            string input = options.Path ?? Make();
            Bind(input).Check();
            if (options.State is null)
                Empty();

            using ExitSignal signal = new();
            using RunSummary run = await ProgressLine.ShowAsync(_text, _isTerminal, report => Bind(input).OnProgress(ProgressLine.Every, progress => Print(() => report(progress))).RunAsync(cancel));
            Print(() => Write(SumUp(run)));
            if (run.Outcome == RunOutcome.Completed)
                return 0;

            Print(() => _text.WriteLine(options.State is null ? $"stopped after {run.Events} events" : $"stopped at event {run.Events}, epoch {run.Epochs}; start again to continue"));
            return signal.ExitCode;
        }
        catch (Exception exception) when (exception is PipelineException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>Prints, and where that fails says so: the console's own messages name no file.</summary>
    private static void Print(Action print)
    {
        try
        {
            print();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Can't write to standard output: {(exception.InnerException ?? exception).Message}; leave it open, or send it to a file or to /dev/null", exception);
        }
    }

    private PipelineRun<CustomerSpending> Bind(string input)
    {
        PipelineRun<CustomerSpending> run = new CustomerSpending()
            .Read(p => p.Purchases, Input(input))
            .Write(p => p.Spendings, options.State is null ? Files.JsonLines(options.Output) : Files.Parts(options.Output, Format.JsonLines))
            .StopOnSignals();
        if (options.State is not null)
            run.WithCheckpoints(options.State, options.Every);

        return options.IsFresh ? run.StartFresh() : run;
    }

    private string Make()
    {
        if (!File.Exists(Made))
            Print(() => _text.WriteLine($"making two million purchases as {Made}"));

        PurchaseFile.Make(Made);
        return Made;
    }

    /// <summary>Empties the file of updates, which the pipeline appends to.</summary>
    private void Empty()
    {
        string full = Path.GetFullPath(options.Output);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
        if (new FileInfo(full) is { Exists: true, Length: > 0 })
            File.Create(full).Dispose();
    }

    private IInput Input(string input) => options.IsCdnow
        ? Files.Delimited(input, o => o.Blank().Columns("customer", "time:yyyyMMdd", "-", "amount"))
        : Files.JsonLines(input);

    private static Summary SumUp(RunSummary run)
    {
        Spending[] spendings = [.. run.Results<int, Spending>(nameof(CustomerSpending.Totals)).Select(result => result.Value)];
        return new Summary(
            run.Events,
            spendings.Sum(spending => spending.Purchases),
            spendings.Length,
            Cents(spendings.Sum(spending => spending.Total)),
            [.. spendings.Select(spending => new Spender(spending.Customer, spending.Purchases, Cents(spending.Total)))
                .OrderByDescending(spender => spender.Total).ThenBy(spender => spender.Customer).Take(Top)],
            Math.Round(run.Elapsed.TotalSeconds, 3),
            run.RestoredEpoch,
            run.Epochs);
    }

    private void Write(Summary summary)
    {
        if (options.IsJson)
            Console.WriteLine(JsonSerializer.Serialize(summary, SummaryJson.Default.Summary));
        else
            SummaryTable.Write(_text, summary);
    }

    // An amount past 15 digits has no cents.
    private static double Cents(double amount) => Math.Abs(amount) < 1e13 ? (double)Math.Round((decimal)amount, 2, MidpointRounding.AwayFromZero) : amount;
}
