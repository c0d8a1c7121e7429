using System.Text.Json;
using CompiledStreams.Benchmarks.Jobs;
using Spectre.Console;

namespace CompiledStreams.Benchmarks.Quick;

/// <summary>The measuring mode: every job after the other, a table each, and the JSON file at the end.</summary>
internal static class QuickRun
{
    public static int Run(Selection selection, FileInfo? json)
    {
        // A log has no width of its own; a table must not be cut to the width of a small terminal.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        List<Measurement> all = [];
        foreach (var job in selection.SelectedJobs)
        {
            var measured = new Rounds(job.Contenders(selection.Wants, JobSize.Measured)).Run(job.Name).ToList();
            ResultTable.Print(job, measured);
            all.AddRange(measured);
            GC.Collect();
        }

        if (json is not null)
        {
            using var file = json.Create();
            JsonSerializer.Serialize(file, all, MeasurementTypes.Default.ListMeasurement);
        }

        return 0;
    }
}
