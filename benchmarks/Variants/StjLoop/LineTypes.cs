using System.Text.Json.Serialization;
using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Variants.StjLoop;

/// <summary>A line of input. A class with setters, which System.Text.Json reads faster than a record with a constructor.</summary>
public sealed class PurchaseLine
{
    [JsonPropertyName("time")]
    public long Time { get; set; }

    [JsonPropertyName("customer")]
    public int Customer { get; set; }

    [JsonPropertyName("amount")]
    public double Amount { get; set; }
}

/// <summary>A line of output.</summary>
public sealed class SpendingLine
{
    [JsonPropertyName("customer")]
    public int Customer { get; set; }

    [JsonPropertyName("total")]
    public double Total { get; set; }

    [JsonPropertyName("average")]
    public double Average { get; set; }

    public static SpendingLine Of(Spending spending) =>
        new() { Customer = spending.Customer, Total = spending.Total, Average = spending.Average };
}

[JsonSerializable(typeof(PurchaseLine))]
[JsonSerializable(typeof(SpendingLine))]
internal sealed partial class LineTypes : JsonSerializerContext;
