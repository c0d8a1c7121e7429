using System.Diagnostics.Metrics;

namespace CompiledStreams.Runtime;

/// <summary>The meter <c>CompiledStreams</c>. Its instruments look at what runs count anyway, and only when a listener asks.</summary>
internal static class PipelineMeter
{
    private const string Pipeline = "compiledstreams.pipeline";

    private static readonly Lock s_lock = new();
    private static readonly SortedDictionary<string, PipelineMeasurements> s_pipelines = new(StringComparer.Ordinal);
    private static readonly Meter s_meter = CreateMeter();

    /// <summary>Time that the lane stopped for an epoch.</summary>
    public static Histogram<double> EpochStop { get; } = s_meter.CreateHistogram<double>("compiledstreams.epoch.stop", "s", "Time that the lane stopped for an epoch.");

    /// <summary>Time from an epoch's cut to its commit.</summary>
    public static Histogram<double> EpochDuration { get; } = s_meter.CreateHistogram<double>("compiledstreams.epoch.duration", "s", "Time from an epoch's cut to its commit.");

    /// <summary>Bytes of an epoch.</summary>
    public static Histogram<long> EpochSize { get; } = s_meter.CreateHistogram<long>("compiledstreams.epoch.size", "By", "Bytes of state and positions that an epoch wrote.");

    /// <summary>The tag of a pipeline.</summary>
    public static KeyValuePair<string, object?> TagOf(string pipeline) => Tag(Pipeline, pipeline);

    /// <summary>Adds a run to what is measured.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="run">The run.</param>
    /// <returns>To be disposed when the run has ended.</returns>
    public static RunMeasurement Measure(string pipeline, LaneThread run)
    {
        lock (s_lock)
        {
            if (!s_pipelines.TryGetValue(pipeline, out PipelineMeasurements? measurements))
                s_pipelines.Add(pipeline, measurements = new PipelineMeasurements());

            measurements.Add(run);
        }

        return new RunMeasurement(pipeline, run);
    }

    public static void End(string pipeline, LaneThread run)
    {
        lock (s_lock)
            s_pipelines[pipeline].End(run);
    }

    private static Meter CreateMeter()
    {
        Meter meter = new("CompiledStreams", typeof(PipelineMeter).Assembly.GetName().Version?.ToString(3));
        meter.CreateObservableCounter("compiledstreams.source.events", () => Sources(source => source.Events), "{event}", "Events that entered the pipeline.");
        meter.CreateObservableCounter("compiledstreams.source.bytes", () => Sources(source => source.Bytes), "By", "Bytes read, decompressed.");
        meter.CreateObservableCounter("compiledstreams.source.skipped", () => Sources(source => source.Skipped), "{record}", "Records that couldn't be decoded and were passed over.");
        meter.CreateObservableCounter("compiledstreams.sink.events", () => Sinks(sink => sink.Events), "{event}", "Events written.");
        meter.CreateObservableCounter("compiledstreams.sink.bytes", () => Sinks(sink => sink.Bytes), "By", "Bytes written.");
        meter.CreateObservableCounter("compiledstreams.lane.time", Times, "s", "Time that a lane worked (busy), waited for input (idle) and waited for a sink (blocked).");
        meter.CreateObservableUpDownCounter("compiledstreams.state.keys", () => States(state => state.Keys), "{key}", "Keys that have state.");
        meter.CreateObservableUpDownCounter("compiledstreams.state.size", () => States(state => state.Bytes), "By", "Memory that the state takes, without text.");
        return meter;
    }

    private static List<Measurement<long>> Sources(Func<SourceSummary, long> count) => Each((pipeline, of) =>
        (of.Counts()?.Sources ?? []).Select(source => new Measurement<long>(count(source), Tag(Pipeline, pipeline), Tag("compiledstreams.source", source.Name))));

    private static List<Measurement<long>> Sinks(Func<SinkSummary, long> count) => Each((pipeline, of) =>
        (of.Counts()?.Sinks ?? []).Select(sink => new Measurement<long>(count(sink), Tag(Pipeline, pipeline), Tag("compiledstreams.sink", sink.Name))));

    private static List<Measurement<long>> States(Func<(string Operator, long Keys, long Bytes), long> size) => Each((pipeline, of) =>
        of.States().Select(state => new Measurement<long>(size(state), Tag(Pipeline, pipeline), Tag("compiledstreams.operator", state.Operator))));

    private static List<Measurement<double>> Times() => Each((pipeline, of) =>
    {
        LaneTime time = of.Counts()?.Time ?? default;
        return new[] { ("busy", time.Busy), ("idle", time.Idle), ("blocked", time.Blocked) }
            .Select(part => new Measurement<double>(part.Item2.TotalSeconds, Tag(Pipeline, pipeline), Tag("compiledstreams.lane.state", part.Item1)));
    });

    private static List<Measurement<T>> Each<T>(Func<string, PipelineMeasurements, IEnumerable<Measurement<T>>> measure)
        where T : struct
    {
        lock (s_lock)
            return [.. s_pipelines.SelectMany(pipeline => measure(pipeline.Key, pipeline.Value))];
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

/// <summary>A run that is measured until this is disposed.</summary>
internal sealed class RunMeasurement(string pipeline, LaneThread run) : IDisposable
{
    public void Dispose() => PipelineMeter.End(pipeline, run);
}
