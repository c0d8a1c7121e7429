using System.CommandLine;
using Shop;

Argument<string?> path = new("path")
{
    Description = "The purchases; without a path, two million made ones.",
    Arity = ArgumentArity.ZeroOrOne,
};
Option<InputFormat> format = new("--format") { Description = "jsonl, or cdnow: blank-padded columns customer, date, number, amount.", DefaultValueFactory = _ => InputFormat.Jsonl };
Option<string> output = new("--out") { Description = "The file of updates; written anew.", DefaultValueFactory = _ => "customer-spending/spendings.jsonl" };
Option<SummaryFormat> summary = new("--summary") { Description = "How the summary is written to standard output.", DefaultValueFactory = _ => SummaryFormat.Table };

RootCommand command = new("Total and average purchase of each customer, an update a purchase.") { path, format, output, summary };
command.SetAction((parsed, cancel) =>
    new Job(parsed.GetValue(path), parsed.GetValue(format), parsed.GetValue(output)!, parsed.GetValue(summary)).RunAsync(cancel));

// The pipeline itself answers the signals: what was read is finished first.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
