using System.Text.Json.Serialization;

namespace Shop.Report;

/// <summary>What was found, in all runs since the first. Amounts are rounded to cents.</summary>
/// <param name="Events">Records read.</param>
/// <param name="Purchases">Records that were purchases.</param>
/// <param name="Customers">Who bought something.</param>
/// <param name="Total">What they spent.</param>
/// <param name="Top">The biggest spenders.</param>
/// <param name="Seconds">What this run took.</param>
/// <param name="RestoredEpoch">The epoch at which this run went on; null where it began anew.</param>
/// <param name="Epochs">The newest epoch; 0 without checkpoints.</param>
internal sealed record Summary(
    long Events, long Purchases, long Customers, double Total, IReadOnlyList<Spender> Top, double Seconds, long? RestoredEpoch, long Epochs);

/// <summary>One of the biggest spenders.</summary>
internal sealed record Spender(int Customer, long Purchases, double Total);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
