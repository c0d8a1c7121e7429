namespace CompiledStreams.Compiler.Events;

/// <summary>What a time's format may be made of: <c>yyyy MM MMM dd HH mm ss f…ffffff zzz</c>, each at most once, and literal
/// characters, of the letters only T and Z.</summary>
internal static class TimeFormat
{
    private static readonly string[] s_dateParts = ["yyyy", "MMM", "MM", "dd"];
    private static readonly string[] s_timeParts = ["HH", "mm", "ss", "zzz", "ffffff", "fffff", "ffff", "fff", "ff", "f"];

    /// <summary>What is wrong with a format for a kind of time, as the end of a sentence, or null.</summary>
    public static string? Fault(string format, ValueKind kind)
    {
        HashSet<char> seen = [];
        for (int i = 0; i < format.Length;)
        {
            string? part = PartAt(format, i);
            if (part is null && char.IsLetter(format[i]) && format[i] is not ('T' or 'Z'))
                return $"has '{format[i]}', which is no part of a time; use yyyy, MM, MMM, dd, HH, mm, ss, f to ffffff, zzz, T, Z and characters that are no letters, as in 'yyyy-MM-dd HH:mm:ss'";

            if (part is not null && !seen.Add(part[0]))
                return $"has '{part}' or a part of its kind twice; name each part once";

            if (part is not null && !Suits(part, kind))
                return $"has '{part}', which a '{kind}' doesn't have; leave it out";

            if (part is null && (format[i] < ' ' || format[i] > '~'))
                return "has a character that isn't ASCII; use ASCII characters between the parts";

            i += part?.Length ?? 1;
        }

        bool hasDate = seen.Contains('y') && seen.Contains('M') && seen.Contains('d');
        bool hasTime = seen.Contains('H');
        return kind == ValueKind.TimeOnly
            ? hasTime ? null : "doesn't say the hour; put HH into it"
            : hasDate ? null : "doesn't say the day; put yyyy, MM and dd into it";
    }

    private static string? PartAt(string format, int start) =>
        s_dateParts.Concat(s_timeParts).FirstOrDefault(part => string.CompareOrdinal(format, start, part, 0, part.Length) == 0);

    private static bool Suits(string part, ValueKind kind) => kind switch
    {
        ValueKind.DateOnly => s_dateParts.Contains(part),
        ValueKind.TimeOnly => s_timeParts.Contains(part) && part != "zzz",
        _ => true,
    };
}
