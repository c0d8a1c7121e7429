using System.Globalization;

namespace Shop;

/// <summary>A time as a person writes it: <c>500ms</c>, <c>10s</c>, <c>2m</c>.</summary>
internal static class Interval
{
    private static readonly (string Unit, double Seconds)[] s_units = [("ms", 0.001), ("s", 1), ("m", 60)];

    /// <summary>Reads it; null where it isn't one, or under a millisecond, or over a day.</summary>
    public static TimeSpan? Parse(string text)
    {
        foreach ((string unit, double seconds) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && number * seconds is >= 0.001 and <= 86_400)
                return TimeSpan.FromSeconds(number * seconds);
        }

        return null;
    }
}
