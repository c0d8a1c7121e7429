namespace CompiledStreams;

/// <summary>Where a run's checkpoints go, and when.</summary>
/// <param name="Directory">The store's folder.</param>
/// <param name="Every">Time between two epochs, or null where only events count.</param>
/// <param name="EveryEvents">Events between two epochs, or null where only time counts.</param>
internal sealed record CheckpointSettings(string Directory, TimeSpan? Every, long? EveryEvents)
{
    /// <summary>The shortest time between two epochs.</summary>
    public static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest.</summary>
    public static readonly TimeSpan MostInterval = TimeSpan.FromDays(1);

    /// <summary>In words: <c>every 10 s or 100000 events</c>.</summary>
    public string Interval => (Every, EveryEvents) switch
    {
        ({ } every, null) => $"every {Seconds(every)}",
        (null, { } events) => $"every {events} events",
        ({ } every, { } events) => $"every {Seconds(every)} or {events} events",
        _ => "at the end",
    };

    private static string Seconds(TimeSpan time) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
