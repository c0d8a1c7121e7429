using System.Globalization;

namespace CompiledStreams;

/// <summary>Reads where checkpoints go, and when they are taken.</summary>
internal static class CheckpointConfiguration
{
    private const string Times = "a time of 1 ms or more, such as 00:00:10";
    private const string Counts = "a number of events, 1 or more";

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

        run.WithCheckpoints(checkpoints["Directory"].Required("the folder of the checkpoints"), Every(checkpoints["Every"]), EveryEvents(checkpoints["EveryEvents"]));
    }

    private static TimeSpan? Every(ConfigurationNode every) => !every.Exists ? null
        : TimeSpan.TryParse(every.Required(Times), CultureInfo.InvariantCulture, out TimeSpan time) && time >= TimeSpan.FromMilliseconds(1) ? time : throw every.Wrong(Times);

    private static long? EveryEvents(ConfigurationNode every) => !every.Exists ? null : every.Integer(Counts) is > 0 and { } events ? events : throw every.Wrong(Counts);
}
