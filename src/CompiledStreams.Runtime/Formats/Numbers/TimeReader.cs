using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>Reads the time that starts at a position, and says where it ends.</summary>
/// <remarks>Each method returns the position behind the text, or minus a <see cref="FieldError"/>, and reads nothing at or behind
/// <c>end</c>. What follows is the caller's to check.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimeReader
{
    private const int DateLength = 10;

    /// <summary>Reads a time in ISO 8601 as microseconds since the Unix epoch.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">Where the text starts.</param>
    /// <param name="end">Behind the last byte that may belong to it.</param>
    /// <param name="micros">The time in UTC; digits beyond microseconds are cut off.</param>
    /// <returns>The position behind the text, or minus a <see cref="FieldError"/>.</returns>
    /// <remarks><c>2024-01-31</c>, then optionally <c>T</c> or a blank and <c>12:34</c>, <c>:56</c>, a fraction of any length, and
    /// <c>Z</c>, <c>+02:00</c>, <c>+0200</c> or <c>+02</c>; without an offset it is UTC. No leap seconds.</remarks>
    public static int ReadIso8601(ref byte start, int position, int end, out long micros)
    {
        int next = ReadIso8601(ref start, position, end, out long ticks, out int minutes);
        micros = (ticks / 10) - (minutes * 60L * CivilTime.MicrosPerSecond);
        if (ticks % 10 < 0)
            micros--;
        return next;
    }

    /// <summary>Reads a time in ISO 8601 with its offset; see <see cref="ReadIso8601(ref byte, int, int, out long)"/>.</summary>
    /// <inheritdoc cref="ReadIso8601(ref byte, int, int, out long)"/>
    public static int ReadDateTimeOffset(ref byte start, int position, int end, out DateTimeOffset value)
    {
        value = default;
        int next = ReadIso8601(ref start, position, end, out long ticks, out int minutes);
        if (next < 0)
            return next;

        ticks += DateTime.UnixEpoch.Ticks;
        long utc = ticks - (minutes * TimeSpan.TicksPerMinute);
        if (Math.Abs(minutes) > 14 * 60 || (ulong)utc > (ulong)DateTime.MaxValue.Ticks)
            return -(int)FieldError.OutOfRange;
        value = new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
        return next;
    }

    /// <summary>Reads a date like <c>2024-01-31</c>.</summary>
    /// <inheritdoc cref="ReadIso8601(ref byte, int, int, out long)"/>
    public static int ReadDate(ref byte start, int position, int end, out DateOnly value)
    {
        int next = ReadDays(ref start, position, end, out int days);
        value = next < 0 ? default : DateOnly.FromDayNumber(days + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
        return next;
    }

    /// <summary>Reads a time of day like <c>12:34:56.789</c>; seconds and fraction may be left out.</summary>
    /// <inheritdoc cref="ReadIso8601(ref byte, int, int, out long)"/>
    public static int ReadTimeOfDay(ref byte start, int position, int end, out TimeOnly value)
    {
        if (position >= end)
        {
            value = default;
            return -(int)FieldError.Empty;
        }

        int next = ReadClock(ref start, position, end, out long ticks);
        value = next < 0 ? default : new TimeOnly(ticks);
        return next;
    }

    /// <summary>Reads a Unix time, in units of 10^<paramref name="scale"/> microseconds, as microseconds.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">Where the number starts; <see cref="NumberReader.Slack"/> bytes from here on are readable.</param>
    /// <param name="end">Behind the last byte that may belong to the number.</param>
    /// <param name="scale">6 for seconds, 3 for milliseconds, 0 for microseconds.</param>
    /// <param name="expected">What the reader knows of this field's length; changed when it is wrong.</param>
    /// <param name="micros">The time; digits beyond microseconds are cut off.</param>
    /// <param name="grammar">Which spellings are accepted.</param>
    /// <returns>The position behind the number, or minus a <see cref="FieldError"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadUnix(
        ref byte start, int position, int end, int scale, ref int expected, out long micros, NumberGrammar grammar = NumberGrammar.Json)
    {
        int next = NumberReader.ReadInteger(ref start, position, end, ref expected, out long number, grammar);
        long factor = scale == 6 ? 1_000_000 : scale == 3 ? 1_000 : 1;
        long greatest = long.MaxValue / factor;
        micros = number * factor;
        if (next > 0 && (ulong)(number + greatest) <= (ulong)(2 * greatest) && Unsafe.Add(ref start, next) is not ((byte)'.' or (byte)'e' or (byte)'E'))
            return next;

        next = ReadUnix(ref start, position, end, scale, out long exact, grammar);
        micros = exact;
        return next;
    }

    /// <summary>Reads a Unix time of any length, with a fraction too.</summary>
    /// <inheritdoc cref="ReadUnix(ref byte, int, int, int, ref int, out long, NumberGrammar)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ReadUnix(ref byte start, int position, int end, int scale, out long micros, NumberGrammar grammar = NumberGrammar.Json)
    {
        micros = 0;
        NumberToken token = NumberToken.Scan(ref start, position, end, grammar);
        if (token.End < 0)
            return token.End;

        int power = token.Power + scale;
        UInt128 magnitude = token.Mantissa;
        if (power > 0)
            magnitude = token.Mantissa == 0 ? 0 : power > 19 ? UInt128.MaxValue : magnitude * PowersOfTen.Integral[power];
        else if (power < 0)
            magnitude = power < -19 ? 0 : magnitude / PowersOfTen.Integral[-power];
        if (magnitude > long.MaxValue)
            return -(int)FieldError.OutOfRange;

        micros = token.IsNegative ? -(long)magnitude : (long)magnitude;
        return token.End;
    }

    /// <summary>Reads <c>Z</c>, <c>+02:00</c>, <c>+0200</c> or <c>+02</c>; nothing of these is no offset.</summary>
    internal static int ReadOffset(ref byte start, int position, int end, out int minutes)
    {
        minutes = 0;
        if (position >= end)
            return position;

        byte first = Unsafe.Add(ref start, position);
        if ((first | 0x20) == 'z')
            return position + 1;
        if (first != '+' && first != '-')
            return position;

        int at = position + 1;
        if (!TryReadTwo(ref start, at, end, out int hours) || hours > 18)
            return -(int)FieldError.NotATime;
        at += 2;
        int behindColon = at < end && Unsafe.Add(ref start, at) == ':' ? at + 1 : at;
        if (TryReadTwo(ref start, behindColon, end, out minutes))
            at = behindColon + 2;
        else if (behindColon != at)
            return -(int)FieldError.NotATime;
        if (minutes > 59)
            return -(int)FieldError.NotATime;

        minutes += hours * 60;
        minutes = first == '-' ? -minutes : minutes;
        return at;
    }

    /// <summary>Two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadTwo(ref byte start, int position, int end, out int value)
    {
        value = 0;
        if (position + 2 > end)
            return false;
        uint tens = (uint)Unsafe.Add(ref start, position) - '0';
        uint ones = (uint)Unsafe.Add(ref start, position + 1) - '0';
        value = (int)((tens * 10) + ones);
        return tens <= 9 && ones <= 9;
    }

    /// <summary>Local time in units of 100 ns since the epoch, and the offset in minutes.</summary>
    private static int ReadIso8601(ref byte start, int position, int end, out long ticks, out int minutes)
    {
        minutes = 0;
        ticks = 0;
        int next = ReadDays(ref start, position, end, out int days);
        if (next < 0)
            return next;

        ticks = days * TimeSpan.TicksPerDay;
        if (next >= end || (Unsafe.Add(ref start, next) | 0x20) is not ('t' or ' '))
            return next;

        next = ReadClock(ref start, next + 1, end, out long ticksOfDay);
        ticks += ticksOfDay;
        return next < 0 ? next : ReadOffset(ref start, next, end, out minutes);
    }

    private static int ReadDays(ref byte start, int position, int end, out int days)
    {
        days = 0;
        if (position >= end)
            return -(int)FieldError.Empty;
        if (position + DateLength > end)
            return -(int)FieldError.NotATime;

        ref byte at = ref Unsafe.Add(ref start, position);
        bool isDate = TryReadTwo(ref at, 0, 2, out int century) & TryReadTwo(ref at, 2, 4, out int year)
            & TryReadTwo(ref at, 5, 7, out int month) & TryReadTwo(ref at, 8, 10, out int day)
            & Unsafe.Add(ref at, 4) == '-' & Unsafe.Add(ref at, 7) == '-';
        return isDate && CivilTime.TryGetDays((century * 100) + year, month, day, out days)
            ? position + DateLength
            : -(int)FieldError.NotATime;
    }

    private static int ReadClock(ref byte start, int position, int end, out long ticks)
    {
        ticks = 0;
        int at = position + 5;
        if (!TryReadTwo(ref start, position, end, out int hours) || !TryReadTwo(ref start, position + 3, end, out int minutes)
            || Unsafe.Add(ref start, position + 2) != ':' || hours > 23 || minutes > 59)
            return -(int)FieldError.NotATime;

        int seconds = 0;
        if (at < end && Unsafe.Add(ref start, at) == ':')
        {
            if (!TryReadTwo(ref start, at + 1, end, out seconds) || seconds > 59)
                return -(int)FieldError.NotATime;
            at += 3;
        }

        ticks = ((((hours * 60) + minutes) * 60L) + seconds) * TimeSpan.TicksPerSecond;
        if (at >= end || Unsafe.Add(ref start, at) != '.')
            return at;

        at++;
        int fraction = at;
        long unit = TimeSpan.TicksPerSecond;
        uint digit;
        for (; at < end && (digit = (uint)Unsafe.Add(ref start, at) - '0') <= 9; at++)
        {
            unit /= 10;
            ticks += digit * unit;
        }

        return at == fraction ? -(int)FieldError.NotATime : at;
    }
}
