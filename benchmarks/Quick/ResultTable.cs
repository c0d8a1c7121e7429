using System.Globalization;
using System.Runtime.InteropServices;
using CompiledStreams.Benchmarks.Jobs;
using Spectre.Console;

namespace CompiledStreams.Benchmarks.Quick;

/// <summary>Prints the measurements of a job.</summary>
internal static class ResultTable
{
    public static void Print(Job job, IReadOnlyList<Measurement> measurements)
    {
        var table = new Table().Title(Markup.Escape(job.Name)).Border(TableBorder.Simple);
        table.AddColumn("variant");
        foreach (var column in (string[])["ns/event", "fastest", "M events/s", "to hand-written", "to hand-own", "B/event", "rounds"])
            table.AddColumn(new TableColumn(column).RightAligned());

        foreach (var m in measurements)
        {
            table.AddRow(
                m.Variant,
                Number(m.NanosecondsPerEvent, "0.00"),
                Number(m.FastestNanoseconds, "0.00"),
                Number(1_000 / m.NanosecondsPerEvent, "0.0"),
                Number(m.RatioToHandWritten, "0.000"),
                Number(m.RatioToHandOwn, "0.000"),
                Number(m.BytesPerEvent, "0.0"),
                Number(m.Rounds, "0"));
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{job.About}; {job.Events:N0} events a pass, {job.SlowEvents:N0} for slow variants");
        AnsiConsole.WriteLine(
            $"{Processor()}, {Environment.ProcessorCount} CPUs; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}; ratio = its time over this variant's, median of rounds");
        AnsiConsole.WriteLine();
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        var line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
