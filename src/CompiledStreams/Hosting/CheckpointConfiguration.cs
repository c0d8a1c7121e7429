using System.Globalization;

namespace CompiledStreams;

/// <summary>Reads where checkpoints go, and when they are taken.</summary>
internal static class CheckpointConfiguration
{
    private const string Times = "a time of 1 ms to 1 day as hours:minutes:seconds, such as 00:00:10";
    private const string Counts = "a number of events, 1 or more";

    // Not TimeSpan.Parse: it takes 10 for ten days, and 24:00:00 for twenty-four.
    private static readonly string[] s_times = [@"hh\:mm\:ss", @"hh\:mm\:ss\.FFFFFFF", @"d\.hh\:mm\:ss"];
    private static readonly string[] s_keys = ["Directory", "Every", "EveryEvents"];

    /// <summary>Gives a run its checkpoints, where the configuration says so.</summary>
    public static void Apply<TPipeline>(PipelineRun<TPipeline> run, ConfigurationNode checkpoints)
        where TPipeline : IPipeline
    {
        if (!checkpoints.Exists)
            return;

        checkpoints.AllowOnly("Checkpoints", s_keys);
        if (run.Bindings.Checkpoints is { } bound)
            throw checkpoints.Error($"is given, but the code puts the checkpoints into '{bound.Directory}'; remove the one or the other");

        TimeSpan? every = Every(checkpoints["Every"]);
        long? everyEvents = EveryEvents(checkpoints["EveryEvents"]);
        run.WithCheckpoints(checkpoints["Directory"].Required("the folder of the checkpoints"), every, everyEvents);
    }

    private static TimeSpan? Every(ConfigurationNode every)
    {
        if (!every.Exists)
            return null;

        bool isTime = TimeSpan.TryParseExact(every.Required(Times), s_times, CultureInfo.InvariantCulture, out TimeSpan time);
        return isTime && time >= CheckpointSettings.LeastInterval && time <= CheckpointSettings.MostInterval ? time : throw every.Wrong(Times);
    }

    private static long? EveryEvents(ConfigurationNode every) => !every.Exists ? null : every.Integer(Counts) is > 0 and { } events ? events : throw every.Wrong(Counts);
}
