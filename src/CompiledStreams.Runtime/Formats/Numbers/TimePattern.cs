using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>What one part of a time format stands for.</summary>
internal enum TimePartKind
{
    Literal,
    Year,
    Month,
    MonthName,
    Day,
    Hour,
    Minute,
    Second,
    Fraction,
    Offset,
    OffsetOrZ,
}

/// <summary>One part of a time format, with the most bytes that its text has.</summary>
internal readonly record struct TimePart(TimePartKind Kind, int Length, byte Character = 0);

/// <summary>Splits the pattern of a time format into its parts.</summary>
internal static class TimePattern
{
    internal static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    internal static List<TimePart> Parse(string pattern)
    {
        List<TimePart> parts = [];
        for (int at = 0; at < pattern.Length;)
        {
            char letter = pattern[at];
            if (letter == '\'')
                at = ParseQuoted(pattern, at + 1, parts);
            else if (letter == '\\' && at + 1 < pattern.Length)
                at = ParseLiteral(pattern, at + 1, parts);
            else if (char.IsAsciiLetter(letter))
                at = ParseLetters(pattern, at, parts);
            else
                at = ParseLiteral(pattern, at, parts);
        }

        return parts;
    }

    /// <summary>Reads an English name of three letters, in any case.</summary>
    internal static bool TryReadMonth(ReadOnlySpan<byte> name, out int month)
    {
        for (month = 1; month <= 12; month++)
        {
            if (Ascii.EqualsIgnoreCase(name, Months.Slice((month - 1) * 3, 3)))
                return true;
        }

        return false;
    }

    private static int ParseLetters(string pattern, int at, List<TimePart> parts)
    {
        int end = at + 1;
        while (end < pattern.Length && pattern[end] == pattern[at])
            end++;
        parts.Add(pattern[at..end] switch
        {
            "yyyy" => new(TimePartKind.Year, 4),
            "MM" => new(TimePartKind.Month, 2),
            "MMM" => new(TimePartKind.MonthName, 3),
            "dd" => new(TimePartKind.Day, 2),
            "HH" => new(TimePartKind.Hour, 2),
            "mm" => new(TimePartKind.Minute, 2),
            "ss" => new(TimePartKind.Second, 2),
            "zzz" => new(TimePartKind.Offset, 6),
            "K" => new(TimePartKind.OffsetOrZ, 6),
            "T" or "Z" => new(TimePartKind.Literal, 1, (byte)pattern[at]),
            ['f', ..] letters when letters.Length <= 6 => new(TimePartKind.Fraction, letters.Length),
            string letters => throw new FormatException(
                $"Time format '{pattern}' has '{letters}', which stands for nothing; use yyyy MM MMM dd HH mm ss f to ffffff zzz K, or put text in single quotes."),
        });
        return end;
    }

    private static int ParseQuoted(string pattern, int at, List<TimePart> parts)
    {
        while (at < pattern.Length && pattern[at] != '\'')
            at = ParseLiteral(pattern, at, parts);
        if (at == pattern.Length)
            throw new FormatException($"Time format '{pattern}' opens a quote that it does not close; add a single quote.");
        return at + 1;
    }

    private static int ParseLiteral(string pattern, int at, List<TimePart> parts)
    {
        if (!char.IsAscii(pattern[at]))
            throw new FormatException($"Time format '{pattern}' has '{pattern[at]}', which is not ASCII; leave it out.");
        parts.Add(new(TimePartKind.Literal, 1, (byte)pattern[at]));
        return at + 1;
    }
}
