namespace CompiledStreams.Runtime;

/// <summary>Reads a time's form as it is spelled at a binding: a unit, <c>iso</c>, or a format.</summary>
internal static class TimeForm
{
    public const string Iso = "iso";

    /// <summary>The format of a form.</summary>
    /// <exception cref="FormatException">It isn't one, or doesn't suit the field; the message is a sentence.</exception>
    public static TimeFormat Read(string form, DelimitedTime time)
    {
        switch (form)
        {
            case Iso:
                return TimeFormat.Iso8601;
            case "s" or "ms" or "us" when time != DelimitedTime.Instant:
                throw new FormatException($"Time form '{form}' is a number of units, which only a point in time can be; write 'iso', or a format such as '{Example(time)}'.");
            case "s":
                return TimeFormat.UnixSeconds;
            case "ms":
                return TimeFormat.UnixMilliseconds;
            case "us":
                return TimeFormat.UnixMicroseconds;
        }

        TimeFormat format = TimeFormat.Parse(form);
        bool hasYear = form.Contains("yyyy", StringComparison.Ordinal);
        bool hasHour = form.Contains("HH", StringComparison.Ordinal);
        bool suits = time switch
        {
            DelimitedTime.Date => hasYear && !hasHour,
            DelimitedTime.TimeOfDay => hasHour && !hasYear,
            _ => hasYear,
        };
        return suits ? format : throw new FormatException($"Time form '{form}' doesn't suit {Words(time)}; write 'iso', or a format such as '{Example(time)}'.");
    }

    private static string Words(DelimitedTime time) => time switch
    {
        DelimitedTime.Date => "a day",
        DelimitedTime.TimeOfDay => "a time of day",
        _ => "a point in time",
    };

    private static string Example(DelimitedTime time) => time switch
    {
        DelimitedTime.Date => "yyyyMMdd",
        DelimitedTime.TimeOfDay => "HH:mm",
        _ => "yyyyMMdd HH:mm:ss",
    };
}
