namespace CompiledStreams.Operators.Tests.RandomRuns;

internal enum FieldType
{
    Int,
    Long,
    Double,
    Float,
    Bool,
    Decimal,
    Color,

    /// <summary>UTF-8 of any characters.</summary>
    Text,

    /// <summary>UTF-8 of ASCII alone, so that lengths in bytes and in characters agree.</summary>
    Ascii,
    String,

    /// <summary>A time that is written as microseconds since the Unix epoch.</summary>
    Micros,

    /// <summary>A time that is written as ISO 8601.</summary>
    Iso,
}

/// <summary>A field of a random event.</summary>
internal sealed record FieldShape(string Name, FieldType Type, bool IsNullable)
{
    public string WireName { get; } = char.ToLowerInvariant(Name[0]) + Name[1..];
}

/// <summary>A random event type; one of its fields is an <c>int Id</c> that no two events share.</summary>
internal sealed record EventShape(string Name, FieldShape[] Fields)
{
    // Some begin as others do, or are longer than a vector.
    private static readonly string[] s_names =
        ["A", "B", "At", "Amount", "Amounts", "AmountTotal", "Customer", "Note", "Zip", "Flag", "Ident", "ALongNameThatNoVectorHoldsWhole", "Kilometres17Bytes"];

    /// <summary>The event of the pipelines behind the sources.</summary>
    public static EventShape Item { get; } = new("Item", [Field("Id", FieldType.Int), Field("Key", FieldType.Int), Field("Value", FieldType.Long), Field("Name", FieldType.Ascii)]);

    public int Id { get; } = Array.FindIndex(Fields, field => field.Name == "Id");

    public static EventShape Make(string name, Random random)
    {
        string[] names = [.. s_names];
        random.Shuffle(names);
        List<FieldShape> fields = [.. names.Take(random.Next(2, 9)).Select(n => new FieldShape(n, (FieldType)random.Next(12), random.Next(2) == 0))];
        fields.Insert(random.Next(2) * random.Next(fields.Count + 1), Field("Id", FieldType.Int));
        return new EventShape(name, [.. fields]);
    }

    private static FieldShape Field(string name, FieldType type) => new(name, type, IsNullable: false);
}
