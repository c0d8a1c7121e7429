using System.Text.Json.Serialization;

namespace Shop.Report;

/// <summary>What a run found. Amounts are rounded to cents.</summary>
internal sealed record Summary(long Events, long Purchases, long Customers, decimal Total, IReadOnlyList<Spender> Top, double Seconds);

/// <summary>One of the biggest spenders.</summary>
internal sealed record Spender(int Customer, long Purchases, decimal Total);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
