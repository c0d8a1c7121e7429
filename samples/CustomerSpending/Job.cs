using System.Text.Json;
using CompiledStreams;
using Shop.Report;
using Spectre.Console;

namespace Shop;

internal enum InputFormat
{
    Jsonl,
    Cdnow,
}

internal enum SummaryFormat
{
    Table,
    Json,
}

/// <summary>One run of the sample: binds the pipeline, shows how far it is, and sums up.</summary>
internal sealed class Job(string? path, InputFormat format, string output, SummaryFormat summaryFormat)
{
    private const string Made = "customer-spending/purchases.jsonl";
    private const int Top = 10;

    // With a summary as JSON, standard output is the program's that reads it.
    private readonly IAnsiConsole _console = summaryFormat == SummaryFormat.Json
        ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
        : AnsiConsole.Console;

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        try
        {
            using RunSummary run = await ProgressLine.ShowAsync(_console, report => Bind().OnProgress(ProgressLine.Every, report).RunAsync(cancel));
            Write(SumUp(run));
            if (run.Outcome == RunOutcome.Completed)
                return 0;

            _console.WriteLine($"stopped after {run.Events} events");
            return 130;
        }
        catch (Exception exception) when (exception is PipelineException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private PipelineRun<CustomerSpending> Bind()
    {
        string input = path ?? Make();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        File.Delete(output);
        return new CustomerSpending()
            .Read(p => p.Purchases, Input(input))
            .Write(p => p.Spendings, Files.JsonLines(output))
            .StopOnSignals();
    }

    private string Make()
    {
        if (!File.Exists(Made))
            _console.WriteLine($"making two million purchases as {Made}");

        PurchaseFile.Make(Made);
        return Made;
    }

    private IInput Input(string input) => format == InputFormat.Cdnow
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
            [.. spendings.OrderByDescending(spending => spending.Total).ThenBy(spending => spending.Customer).Take(Top)
                .Select(spending => new Spender(spending.Customer, spending.Purchases, Cents(spending.Total)))],
            Math.Round(run.Elapsed.TotalSeconds, 3));
    }

    private void Write(Summary summary)
    {
        if (summaryFormat == SummaryFormat.Json)
            Console.WriteLine(JsonSerializer.Serialize(summary, SummaryJson.Default.Summary));
        else
            SummaryTable.Write(_console, summary);
    }

    private static decimal Cents(double amount) => Math.Round((decimal)amount, 2, MidpointRounding.AwayFromZero);
}
