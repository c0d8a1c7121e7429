using System.CommandLine;
using BenchmarkDotNet.Running;
using CompiledStreams.Benchmarks.Epochs;
using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Benchmarks.Quick;

var json = new Option<FileInfo?>("--json") { Description = "Also write the results to this file, as a JSON array." };
var smoke = new Option<bool>("--smoke") { Description = "Compare outputs on small inputs only; exit code 1 if one differs." };
var job = new Option<string[]>("--job") { Description = "Only this job; may be repeated." };
var variant = new Option<string[]>("--variant") { Description = "Only this variant; may be repeated." };
job.AcceptOnlyFromAmong([.. Job.All.Select(static j => j.Name)]);
variant.AcceptOnlyFromAmong([.. Job.All.SelectMany(static j => j.VariantNames).Distinct()]);

var quick = new Command("quick", "All jobs and variants in about five minutes, interleaved, as one table a job.") { json, smoke, job, variant };
quick.SetAction(parsed =>
{
    var selection = new Selection(parsed.GetValue(job) ?? [], parsed.GetValue(variant) ?? []);
    return parsed.GetValue(smoke) ? SmokeCheck.Run(selection) : QuickRun.Run(selection, parsed.GetValue(json));
});

var pairs = new Option<int>("--pairs") { Description = "Runs with checkpoints and without, in turns.", DefaultValueFactory = _ => 15 };
var epochs = new Command("epochs", "What checkpoints cost: throughput, the lane's stop, bytes, and restoring a million keys.") { pairs };
epochs.SetAction(parsed =>
{
    using var run = new EpochsRun(parsed.GetValue(pairs));
    return run.Run();
});

var root = new RootCommand("The benchmarks. Without 'quick' or 'epochs', all arguments go to BenchmarkDotNet, e.g. --filter '*JsonDecode*'.") { quick, epochs };
root.TreatUnmatchedTokensAsErrors = false;
root.SetAction(_ =>
{
    BenchmarkSwitcher.FromAssembly(typeof(Job).Assembly).Run(args);
    return 0;
});
return root.Parse(args).Invoke();
