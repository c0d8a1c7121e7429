using System.Text.Json.Serialization;

namespace CompiledStreams.Benchmarks.Quick;

/// <summary>A row of the result: medians of one variant of one job.</summary>
internal sealed record Measurement(
    string Job,
    string Variant,
    double NanosecondsPerEvent,
    double? RatioToHandWritten,
    double BytesPerEvent)
{
    /// <summary>The time of hand-own over this variant's time, for the table only.</summary>
    [JsonIgnore]
    public double? RatioToHandOwn { get; init; }

    /// <summary>The fastest round, for the table only: what the machine can do when nothing else runs on it.</summary>
    [JsonIgnore]
    public double FastestNanoseconds { get; init; }

    /// <summary>Rounds that the medians are of.</summary>
    [JsonIgnore]
    public int Rounds { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(List<Measurement>))]
internal sealed partial class MeasurementTypes : JsonSerializerContext;
