using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Shop;
using Shop.Report;

Console.SetError(new MessageWriter(Console.Error));

Argument<string?> path = new("path")
{
    Description = "The purchases; without a path, two million made ones.",
    Arity = ArgumentArity.ZeroOrOne,
};
Option<string> format = new("--format") { Description = "jsonl, or cdnow: blank-padded columns customer, date, number, amount.", DefaultValueFactory = _ => "jsonl" };
Option<string> output = new("--out") { Description = "The file of updates, written anew; with --state the folder of their parts.", DefaultValueFactory = _ => "customer-spending/spendings.jsonl" };
Option<string> summary = new("--summary") { Description = "table, or json: one object on standard output, and all else on standard error.", DefaultValueFactory = _ => "table" };
Option<string?> state = new("--state") { Description = "The folder of checkpoints: a run that was killed or stopped goes on where its last one ended." };
Option<string> every = new("--every") { Description = "Time between two checkpoints, such as 500ms, 1s or 2m.", DefaultValueFactory = _ => "1s" };
Option<bool> fresh = new("--fresh") { Description = "Forget the checkpoints of earlier runs, and delete the parts that they wrote." };
format.CompletionSources.Add("jsonl", "cdnow");
summary.CompletionSources.Add("table", "json");
format.Validators.Add(given => Reject(given, value => value is "jsonl" or "cdnow" ? null : $"--format '{value}' isn't known: write jsonl or cdnow."));
summary.Validators.Add(given => Reject(given, value => value is "table" or "json" ? null : $"--summary '{value}' isn't known: write table or json."));
path.Validators.Add(given => Reject(given, value => value switch
{
    _ when string.IsNullOrWhiteSpace(value) => "The path is empty: name the file of purchases, or give no path for two million made ones.",
    ['-', _, ..] => $"There is no option '{value}': see --help. A file of that name is './{value}'.",
    _ => null,
}));
output.Validators.Add(given => Reject(given, value => string.IsNullOrWhiteSpace(value) ? "--out is empty: name the file of updates." : null));
state.Validators.Add(given => Reject(given, value => string.IsNullOrWhiteSpace(value) ? "--state is empty: name the folder of checkpoints." : null));
every.Validators.Add(given => Reject(given, value => Interval.Parse(value) is null ? $"--every '{value}' isn't a time of 1 ms to 1 day: write 500ms, 1s or 2m." : null));

RootCommand command = new("Total and average purchase of each customer, an update a purchase.") { path, format, output, summary, state, every, fresh };
command.Validators.Add(given =>
{
    if (given.GetValue(state) is not null)
        return;

    foreach (Option option in (Option[])[every, fresh])
    {
        if (given.GetResult(option) is { Implicit: false })
            given.AddError($"{option.Name} means nothing without --state: name the folder of checkpoints.");
    }
});
command.SetAction((parsed, cancel) => new Job(new JobOptions(
    parsed.GetValue(path),
    parsed.GetValue(format) == "cdnow",
    OutputOf(parsed),
    parsed.GetValue(summary) == "json",
    parsed.GetValue(state),
    Interval.Parse(parsed.GetValue(every)!) ?? TimeSpan.FromSeconds(1),
    parsed.GetValue(fresh))).RunAsync(cancel));

ParseResult arguments = command.Parse(args);
if (arguments.Action is ParseErrorAction mistake)
    (mistake.ShowHelp, mistake.ShowTypoCorrections) = (false, false);

// The pipeline itself answers the signals: what was read is finished first.
return await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

// Parts have a folder of their own.
string OutputOf(ParseResult parsed) =>
    parsed.GetValue(state) is not null && parsed.GetResult(output)!.Implicit ? "customer-spending/spendings" : parsed.GetValue(output)!;

static void Reject(SymbolResult given, Func<string, string?> mistake)
{
    foreach (Token token in given.Tokens)
    {
        if (mistake(token.Value) is { } message)
            given.AddError(message);
    }
}
