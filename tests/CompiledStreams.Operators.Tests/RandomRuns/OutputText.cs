using System.Text;
using System.Text.Json;
using CompiledStreams.Operators.Tests.Delimited;
using Encoding = System.Text.Encoding;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Reads what sinks wrote with other readers than the project's, as lines to be compared.</summary>
internal static class OutputText
{
    /// <summary>Items as <see cref="RandomPipelines.PlainItem"/> shows them.</summary>
    public static List<string> Items(byte[] written, bool isDelimited) => isDelimited
        ? [.. Rfc4180.Read(Encoding.UTF8.GetString(written)).Skip(1).Select(row => string.Join(',', row))]
        : [.. Records(written).Select(record => $"{record.GetProperty("id")},{record.GetProperty("key")},{record.GetProperty("value")},{record.GetProperty("name")}")];

    public static IEnumerable<int> Ids(byte[] jsonLines) => Records(jsonLines).Select(record => record.GetProperty("id").GetInt32());

    /// <summary>Events as <see cref="Front.ShowAll"/> shows them.</summary>
    public static List<string> Events(byte[] jsonLines, EventShape shape) =>
        [.. Records(jsonLines).Select(record => string.Join('|', shape.Fields.Select(field => FieldValues.Show(field.Type, Value(field.Type, record.GetProperty(field.WireName))))))];

    public static IEnumerable<JsonElement> Records(byte[] jsonLines) =>
        Encoding.UTF8.GetString(jsonLines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    private static object? Value(FieldType type, JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : type switch
    {
        FieldType.Int => value.GetInt32(),
        FieldType.Long or FieldType.Micros => value.GetInt64(),
        FieldType.Double => value.GetDouble(),
        FieldType.Float => value.GetSingle(),
        FieldType.Bool => value.GetBoolean(),
        FieldType.Decimal => value.GetDecimal(),
        FieldType.Iso => IsoText.Micros(value.GetString()!),
        _ => value.GetString(),
    };
}
