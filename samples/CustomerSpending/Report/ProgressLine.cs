using System.Globalization;
using CompiledStreams;
using Spectre.Console;

namespace Shop.Report;

/// <summary>How far a run is: live on a terminal, plain lines elsewhere.</summary>
internal static class ProgressLine
{
    public static TimeSpan Every { get; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Shows the reports of a run while it lasts.</summary>
    public static async Task<RunSummary> ShowAsync(IAnsiConsole console, Func<Action<RunProgress>, Task<RunSummary>> run)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal)
            return await run(Lines(console));

        return await console.Status().Spinner(Spinner.Known.Dots).StartAsync("starting", context => run(progress => context.Status(Line(progress))));
    }

    private static Action<RunProgress> Lines(IAnsiConsole console)
    {
        TimeSpan next = TimeSpan.FromSeconds(1);
        return progress =>
        {
            if (progress.Elapsed < next)
                return;

            next = progress.Elapsed + TimeSpan.FromSeconds(1);
            console.WriteLine(Line(progress));
        };
    }

    private static string Line(RunProgress progress)
    {
        double seconds = Math.Max(progress.Elapsed.TotalSeconds, 0.001);
        string left = progress.TotalBytes is long total && progress.Bytes > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {(total - progress.Bytes) * seconds / progress.Bytes:N1} s left")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Events:N0} events, {progress.Bytes / seconds / 1e6:N0} MB/s, {progress.Events / seconds / 1e6:N1} M events/s{left}");
    }
}
