using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>Days and microseconds since the Unix epoch to and from the civil calendar, years 1 to 9999.</summary>
/// <remarks>The year starts in March, so that the leap day is its last: H. Hinnant, "chrono-compatible low-level date algorithms".</remarks>
internal static class CivilTime
{
    internal const long MicrosPerSecond = 1_000_000;
    internal const long MicrosPerDay = 86_400 * MicrosPerSecond;

    /// <summary>0001-01-01T00:00:00Z.</summary>
    internal const long Least = -719_162 * MicrosPerDay;

    /// <summary>9999-12-31T23:59:59.999999Z.</summary>
    internal const long Greatest = (2_932_897 * MicrosPerDay) - 1;

    private const int DaysToMarchOfYearZero = 719_468;
    private const int DaysPer400Years = 146_097;

    /// <summary>The days since the epoch; false if there is no such day.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryGetDays(int year, int month, int day, out int days)
    {
        bool isLate = month > 2;
        int marchYear = isLate ? year : year - 1;
        int dayOfYear = ((153 * (isLate ? month - 3 : month + 9)) + 2) / 5 + day - 1;
        days = (365 * marchYear) + (marchYear / 4) - (marchYear / 100) + (marchYear / 400) + dayOfYear - DaysToMarchOfYearZero;
        return (uint)(month - 1) < 12 && (uint)(year - 1) < 9_999 && (uint)(day - 1) < 28
            || ((uint)(month - 1) < 12 && (uint)(year - 1) < 9_999 && day >= 1 && day <= DateTime.DaysInMonth(year, month));
    }

    /// <summary>The civil date of a day from <see cref="Least"/> to <see cref="Greatest"/>.</summary>
    internal static void GetDate(int days, out int year, out int month, out int day)
    {
        uint shifted = (uint)(days + DaysToMarchOfYearZero);
        uint era = shifted / DaysPer400Years;
        uint dayOfEra = shifted - (era * DaysPer400Years);
        uint yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        uint dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        uint march = ((5 * dayOfYear) + 2) / 153;
        day = (int)(dayOfYear - (((153 * march) + 2) / 5) + 1);
        month = (int)(march < 10 ? march + 3 : march - 9);
        year = (int)(yearOfEra + (era * 400)) + (month <= 2 ? 1 : 0);
    }

    /// <summary>The day since the epoch and the microseconds into it.</summary>
    internal static int SplitDay(long micros, out long microsOfDay)
    {
        long days = micros / MicrosPerDay;
        microsOfDay = micros - (days * MicrosPerDay);
        if (microsOfDay < 0)
        {
            microsOfDay += MicrosPerDay;
            days--;
        }

        return (int)days;
    }
}
