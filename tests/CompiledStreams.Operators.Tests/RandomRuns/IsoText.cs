using System.Globalization;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>A time as ISO 8601: in UTC or with an offset, with as many digits of a second as it needs or more.</summary>
internal static class IsoText
{
    public static string Of(long micros, Random random)
    {
        DateTime utc = DateTime.UnixEpoch.AddTicks(micros * 10);
        bool isWhole = micros % 1_000_000 == 0 && random.Next(2) == 0;
        string form = isWhole ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff";
        return random.Next(4) == 0
            ? utc.AddMinutes(90).ToString(form, CultureInfo.InvariantCulture) + "+01:30"
            : utc.ToString(form, CultureInfo.InvariantCulture) + "Z";
    }

    public static long Micros(string text) => (DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks / 10;
}
