using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Shop;

Argument<string?> path = new("path")
{
    Description = "The purchases; without a path, two million made ones.",
    Arity = ArgumentArity.ZeroOrOne,
};
Option<string> format = new("--format") { Description = "jsonl, or cdnow: blank-padded columns customer, date, number, amount.", DefaultValueFactory = _ => "jsonl" };
Option<string> output = new("--out") { Description = "The file of updates; written anew.", DefaultValueFactory = _ => "customer-spending/spendings.jsonl" };
Option<string> summary = new("--summary") { Description = "table, or json: one object on standard output, and all else on standard error.", DefaultValueFactory = _ => "table" };
format.AcceptOnlyFromAmong("jsonl", "cdnow");
summary.AcceptOnlyFromAmong("table", "json");
path.Validators.Add(given => Reject(given, value => value switch
{
    _ when string.IsNullOrWhiteSpace(value) => "The path is empty: name the file of purchases, or give no path for two million made ones.",
    ['-', _, ..] => $"There is no option '{value}': see --help. A file of that name is './{value}'.",
    _ => null,
}));
output.Validators.Add(given => Reject(given, value => string.IsNullOrWhiteSpace(value) ? "--out is empty: name the file of updates." : null));

RootCommand command = new("Total and average purchase of each customer, an update a purchase.") { path, format, output, summary };
command.SetAction((parsed, cancel) =>
    new Job(parsed.GetValue(path), parsed.GetValue(format) == "cdnow", parsed.GetValue(output)!, parsed.GetValue(summary) == "json").RunAsync(cancel));

ParseResult arguments = command.Parse(args);
if (arguments.Action is ParseErrorAction mistake)
    mistake.ShowHelp = false;

// The pipeline itself answers the signals: what was read is finished first.
return await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

static void Reject(SymbolResult given, Func<string, string?> mistake)
{
    foreach (Token token in given.Tokens)
    {
        if (mistake(token.Value) is { } message)
            given.AddError(message);
    }
}
