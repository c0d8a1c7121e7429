using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CompiledStreams;

/// <summary>A point in time: microseconds since 1970-01-01T00:00:00Z, in UTC. 8 bytes.</summary>
/// <param name="Microseconds">Microseconds since the Unix epoch; negative before it.</param>
public readonly record struct Timestamp(long Microseconds) : IComparable<Timestamp>, ISpanFormattable, IParsable<Timestamp>
{
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    /// <summary>The earliest timestamp that can be written as a date: 0001-01-01T00:00:00Z.</summary>
    public static Timestamp MinValue { get; } = new(-UnixEpochTicks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The latest timestamp that can be written as a date: 9999-12-31T23:59:59.999999Z.</summary>
    public static Timestamp MaxValue { get; } = new((DateTime.MaxValue.Ticks - UnixEpochTicks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>A timestamp from seconds since the Unix epoch.</summary>
    /// <exception cref="OverflowException">The microseconds don't fit 64 bits.</exception>
    public static Timestamp FromSeconds(long seconds) => new(checked(seconds * 1_000_000));

    /// <summary>A timestamp from milliseconds since the Unix epoch.</summary>
    /// <exception cref="OverflowException">The microseconds don't fit 64 bits.</exception>
    public static Timestamp FromMilliseconds(long milliseconds) => new(checked(milliseconds * 1_000));

    /// <summary>A timestamp from a date with its offset; fractions of a microsecond are cut.</summary>
    public static Timestamp FromDateTimeOffset(DateTimeOffset value) =>
        new((long)Math.Floor((value.UtcTicks - UnixEpochTicks) / (decimal)TimeSpan.TicksPerMicrosecond));

    /// <summary>Reads ISO 8601 text; UTC where it names no offset.</summary>
    /// <exception cref="FormatException">The text is no date.</exception>
    public static Timestamp Parse(string text) =>
        FromDateTimeOffset(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    static Timestamp IParsable<Timestamp>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Timestamp>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Timestamp result)
    {
        bool isDate = DateTimeOffset.TryParse(s, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date);
        result = isDate ? FromDateTimeOffset(date) : default;
        return isDate;
    }

    /// <summary>The same point in time as a date in UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside the years 1 to 9999.</exception>
    public DateTimeOffset ToDateTimeOffset() =>
        this >= MinValue && this <= MaxValue
            ? new(UnixEpochTicks + Microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)
            : throw new ArgumentOutOfRangeException(nameof(Microseconds), Microseconds, "The timestamp lies outside the years 1 to 9999, so it can't be a date.");

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Microseconds.CompareTo(other.Microseconds);

    /// <summary>ISO 8601 text in UTC, such as <c>2024-01-31T12:34:56.789Z</c>; the bare microseconds outside the years 1 to 9999.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The date in UTC in a format of <see cref="DateTime"/>; ISO 8601 without one.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        if (this < MinValue || this > MaxValue)
            return Microseconds.ToString(CultureInfo.InvariantCulture);

        return ToDateTimeOffset().UtcDateTime.ToString(format ?? "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", formatProvider ?? CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        string text = ToString(format.IsEmpty ? null : format.ToString(), provider);
        charsWritten = text.TryCopyTo(destination) ? text.Length : 0;
        return charsWritten > 0;
    }

    /// <summary>A later point in time.</summary>
    public static Timestamp operator +(Timestamp time, TimeSpan span) => new(checked(time.Microseconds + span.Ticks / TimeSpan.TicksPerMicrosecond));

    /// <summary>An earlier point in time.</summary>
    public static Timestamp operator -(Timestamp time, TimeSpan span) => new(checked(time.Microseconds - span.Ticks / TimeSpan.TicksPerMicrosecond));

    /// <summary>The time from one point to another.</summary>
    public static TimeSpan operator -(Timestamp later, Timestamp earlier) => TimeSpan.FromMicroseconds(checked(later.Microseconds - earlier.Microseconds));

    /// <summary>Whether one point is before another.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Microseconds < right.Microseconds;

    /// <summary>Whether one point is after another.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Microseconds > right.Microseconds;

    /// <summary>Whether one point is not after another.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Microseconds <= right.Microseconds;

    /// <summary>Whether one point is not before another.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Microseconds >= right.Microseconds;
}
