using CompiledStreams.Benchmarks.Jobs;
using Spectre.Console;

namespace CompiledStreams.Benchmarks.Quick;

/// <summary>Runs every variant over a small input, twice, and compares what it puts out with a naive evaluation.</summary>
internal static class SmokeCheck
{
    public static int Run(Selection selection)
    {
        var failures = 0;
        foreach (var job in selection.SelectedJobs)
        {
            foreach (var contender in job.Contenders(selection.Wants, JobSize.Smoke))
            {
                var problem = Problem(contender.Small) ?? Problem(contender.Long) ?? Problem(contender.Long);
                if (problem is not null)
                    failures++;
                AnsiConsole.MarkupLineInterpolated($"{job.Name,-18} {contender.Name,-14} {problem ?? "as expected"}");
            }
        }

        return failures == 0 ? 0 : 1;
    }

    /// <summary>What is wrong with the output of a pass, or null.</summary>
    public static string? Problem(Pass pass)
    {
        try
        {
            pass.Prepare();
            pass.Run();
            return Difference(pass.Workload);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    /// <summary>How the output of the last pass differs from the expected one, or null.</summary>
    public static string? Difference(Workload workload)
    {
        var produced = workload.Produced();
        return produced == workload.Expected ? null : $"put out {produced}, not {workload.Expected}";
    }
}
