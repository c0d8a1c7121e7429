namespace CompiledStreams.Runtime;

/// <summary>The time forms that a binding gives to fields, and which of them found their field.</summary>
internal sealed class JsonTimeForms(Format format)
{
    private readonly IReadOnlyDictionary<string, string> _given = format is JsonLinesFormat json ? json.TimeForms : new Dictionary<string, string>();
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);

    public TimeFormat Find(string field, TimeFormat declared, bool isTimeOfDay)
    {
        _fields.Add(field);
        return _given.TryGetValue(field, out string? form) ? Parse(field, form, isTimeOfDay) : declared;
    }

    public void Check()
    {
        foreach (string field in _given.Keys)
        {
            if (!_fields.Contains(field))
            {
                throw new TimeFormException(field, _fields.Count == 0
                    ? $"The binding gives a time form to '{field}', but the event has no time field; leave the form out."
                    : $"The binding gives a time form to '{field}', which is no time field of the event; it has {string.Join(", ", _fields.Order(StringComparer.Ordinal).Select(f => $"'{f}'"))}.");
            }
        }
    }

    private static TimeFormat Parse(string field, string form, bool isTimeOfDay)
    {
        try
        {
            return Parse(form, isTimeOfDay);
        }
        catch (FormatException mistake)
        {
            throw new TimeFormException(field, $"Field '{field}': {mistake.Message}", mistake);
        }
    }

    private static TimeFormat Parse(string form, bool isTimeOfDay) => form switch
    {
        "s" => TimeFormat.UnixSeconds,
        "ms" => TimeFormat.UnixMilliseconds,
        "us" => TimeFormat.UnixMicroseconds,
        "iso" => TimeFormat.Iso8601,
        _ => isTimeOfDay ? TimeFormat.ParseTimeOfDay(form) : TimeFormat.Parse(form),
    };
}
