namespace CompiledStreams;

/// <summary>Says how a time is written on the wire, where it isn't ISO 8601 text.</summary>
/// <remarks>Applies to <see cref="Timestamp"/> and <see cref="DateTimeOffset"/> (units and formats) and to <see cref="DateOnly"/> and <see cref="TimeOnly"/> (formats).
/// Without this attribute a time is ISO 8601 text, in UTC where it names no offset, and a bare number is an error.</remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TimeAttribute : Attribute
{
    /// <summary>A number of units since 1970-01-01T00:00:00Z.</summary>
    /// <param name="unit">The unit of the number.</param>
    /// <remarks>It is read with a fraction or an exponent too (<c>1700000000.25</c>, <c>1.7e9</c>): exactly, with the digits beyond microseconds cut off.
    /// It is written with the fraction that it has.</remarks>
    public TimeAttribute(TimeUnit unit) => Unit = unit;

    /// <summary>Text in a fixed format.</summary>
    /// <param name="format">Made of <c>yyyy MM MMM dd HH mm ss f…ffffff zzz</c> and literal characters, as in <c>yyyyMMdd</c>;
    /// UTC where it has no <c>zzz</c>.</param>
    public TimeAttribute(string format) => Format = format;

    /// <summary>The unit of a number, or null where <see cref="Format"/> is given.</summary>
    public TimeUnit? Unit { get; }

    /// <summary>The format of a text, or null where <see cref="Unit"/> is given.</summary>
    public string? Format { get; }
}
