using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>How a time is spelled in one field: ISO 8601, a Unix time, or a pattern such as <c>yyyyMMdd</c>.</summary>
/// <remarks>
/// A pattern has the letters of .NET's custom formats: <c>yyyy MM dd HH mm ss</c> with all their digits, <c>f</c> to <c>ffffff</c>,
/// <c>MMM</c> for English names (<c>Jan</c>), <c>zzz</c> or <c>K</c> for the offset. Letters in single quotes or behind a backslash, and
/// everything that is no letter, stand for themselves. A pattern without a year is a time of day, which is that of 1 January 1970. Offsets are read in any ISO 8601 form, also <c>+0200</c>; written is UTC,
/// <c>+00:00</c> for <c>zzz</c> and <c>Z</c> for <c>K</c>. What a pattern lacks is 1 January or midnight; without an offset it is UTC.
/// Made once a field; reading and writing allocate nothing.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TimeFormat
{
    private readonly int scale = -1;
    private readonly TimePart[] parts = [];

    private TimeFormat(string pattern, int scale, int maxLength)
    {
        Pattern = pattern;
        this.scale = scale;
        MaxLength = maxLength;
    }

    private TimeFormat(string pattern, TimePart[] parts)
    {
        Pattern = pattern;
        this.parts = parts;
        foreach (TimePart part in parts)
            MaxLength += part.Length;
    }

    /// <summary>ISO 8601, see <see cref="TimeReader.ReadIso8601(ref byte, int, int, out long)"/>.</summary>
    public static TimeFormat Iso8601 { get; } = new("iso8601", -1, TimeWriter.MaxIso8601Length);

    /// <summary>Seconds since the Unix epoch, with a fraction where there is one.</summary>
    public static TimeFormat UnixSeconds { get; } = new("seconds", 6, NumberWriter.MaxInt64Length + 1);

    /// <summary>Milliseconds since the Unix epoch, with a fraction where there is one.</summary>
    public static TimeFormat UnixMilliseconds { get; } = new("milliseconds", 3, NumberWriter.MaxInt64Length + 1);

    /// <summary>Microseconds since the Unix epoch.</summary>
    public static TimeFormat UnixMicroseconds { get; } = new("microseconds", 0, NumberWriter.MaxInt64Length);

    /// <summary>The pattern, or the name of the form.</summary>
    public string Pattern { get; }

    /// <summary>The longest text, in bytes.</summary>
    public int MaxLength { get; }

    /// <summary>True for Unix times, which JSON writes without quotes.</summary>
    public bool IsNumber => scale >= 0;

    /// <summary>The power of ten of a Unix time's unit in microseconds.</summary>
    internal int Scale => scale;

    /// <summary>Makes the format of a pattern.</summary>
    /// <exception cref="FormatException">The pattern has a letter without a meaning, an open quote, or no year.</exception>
    public static TimeFormat Parse(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        TimePart[] parts = [.. TimePattern.Parse(pattern)];
        if (!parts.Any(part => part.Kind is TimePartKind.Year or TimePartKind.Hour))
            throw new FormatException($"Time format '{pattern}' has no year; begin with 'yyyy'.");
        return new(pattern, parts);
    }

    /// <summary>Makes the format of a pattern for a time of day, which has no date.</summary>
    /// <exception cref="FormatException">The pattern has a letter without a meaning, or an open quote.</exception>
    public static TimeFormat ParseTimeOfDay(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new(pattern, [.. TimePattern.Parse(pattern)]);
    }

    /// <summary>Writes microseconds since the Unix epoch; what a pattern has no place for is cut off.</summary>
    /// <param name="start">The buffer, with room for <see cref="MaxLength"/> and <see cref="NumberWriter.Slack"/> bytes.</param>
    /// <param name="offset">Where the text starts.</param>
    /// <param name="micros">The time, in the years 1 to 9999 unless the format is a number.</param>
    /// <returns>The offset behind the text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The year has no four digits.</exception>
    public int Write(ref byte start, int offset, long micros)
    {
        if (scale >= 0)
            return WriteUnix(ref start, offset, micros);
        if (parts.Length == 0)
            return TimeWriter.WriteIso8601(ref start, offset, micros);

        TimeWriter.ThrowIfOutOfRange(micros);
        int days = CivilTime.SplitDay(micros, out long microsOfDay);
        CivilTime.GetDate(days, out int year, out int month, out int day);
        uint seconds = (uint)(microsOfDay / CivilTime.MicrosPerSecond);
        uint fraction = (uint)(microsOfDay % CivilTime.MicrosPerSecond);
        foreach (ref readonly TimePart part in parts.AsSpan())
        {
            ref byte at = ref Unsafe.Add(ref start, offset);
            switch (part.Kind)
            {
                case TimePartKind.Literal: at = part.Character; break;
                case TimePartKind.Year: WriteTwo(ref at, year / 100); WriteTwo(ref Unsafe.Add(ref at, 2), year % 100); break;
                case TimePartKind.Month: WriteTwo(ref at, month); break;
                case TimePartKind.MonthName: TimePattern.Months.Slice((month - 1) * 3, 3).CopyTo(Bytes(ref at, 3)); break;
                case TimePartKind.Day: WriteTwo(ref at, day); break;
                case TimePartKind.Hour: WriteTwo(ref at, (int)(seconds / 3_600)); break;
                case TimePartKind.Minute: WriteTwo(ref at, (int)(seconds / 60 % 60)); break;
                case TimePartKind.Second: WriteTwo(ref at, (int)(seconds % 60)); break;
                case TimePartKind.Fraction: WriteFraction(ref at, fraction, part.Length); break;
                case TimePartKind.Offset: "+00:00"u8.CopyTo(Bytes(ref at, 6)); break;
                case TimePartKind.OffsetOrZ: at = (byte)'Z'; offset += 1 - part.Length; break;
            }

            offset += part.Length;
        }

        return offset;

        static void WriteTwo(ref byte at, int value) => TimeWriter.WriteTwo(ref at, 0, (uint)value);
    }

    /// <summary>Reads the time that starts at a position, as microseconds since the Unix epoch.</summary>
    /// <param name="start">The buffer; nothing at or behind <paramref name="end"/> is read.</param>
    /// <param name="position">Where the text starts.</param>
    /// <param name="end">Behind the last byte that may belong to it.</param>
    /// <param name="micros">The time.</param>
    /// <param name="grammar">Which spellings of a Unix time are accepted.</param>
    /// <returns>The position behind the text, or minus a <see cref="FieldError"/>.</returns>
    public int Read(ref byte start, int position, int end, out long micros, NumberGrammar grammar = NumberGrammar.Json)
    {
        if (scale >= 0)
            return TimeReader.ReadUnix(ref start, position, end, scale, out micros, grammar);
        if (parts.Length == 0)
            return TimeReader.ReadIso8601(ref start, position, end, out micros);

        micros = 0;
        if (position >= end)
            return -(int)FieldError.Empty;

        int century = 19, year = 70, month = 1, day = 1, hour = 0, minute = 0, second = 0, offsetMinutes = 0;
        long fraction = 0;
        foreach (ref readonly TimePart part in parts.AsSpan())
        {
            bool isRead = true;
            int next = position + part.Length;
            if (part.Kind is TimePartKind.Offset or TimePartKind.OffsetOrZ)
                isRead = (next = TimeReader.ReadOffset(ref start, position, end, out offsetMinutes)) > position || part.Kind == TimePartKind.OffsetOrZ && next > 0;
            else if (next > end)
                isRead = false;
            else
                isRead = part.Kind switch
                {
                    TimePartKind.Literal => Unsafe.Add(ref start, position) == part.Character,
                    TimePartKind.Year => ReadTwo(ref start, position, ref century) && ReadTwo(ref start, position + 2, ref year),
                    TimePartKind.Month => ReadTwo(ref start, position, ref month),
                    TimePartKind.MonthName => TimePattern.TryReadMonth(Bytes(ref Unsafe.Add(ref start, position), 3), out month),
                    TimePartKind.Day => ReadTwo(ref start, position, ref day),
                    TimePartKind.Hour => ReadTwo(ref start, position, ref hour),
                    TimePartKind.Minute => ReadTwo(ref start, position, ref minute),
                    TimePartKind.Second => ReadTwo(ref start, position, ref second),
                    _ => ReadFraction(ref start, position, part.Length, out fraction),
                };

            if (!isRead)
                return -(int)FieldError.NotATime;
            position = next;
        }

        if (!CivilTime.TryGetDays((century * 100) + year, month, day, out int days) || hour > 23 || minute > 59 || second > 59)
            return -(int)FieldError.NotATime;

        long seconds = ((((days * 24L) + hour) * 60) + minute - offsetMinutes) * 60 + second;
        micros = (seconds * CivilTime.MicrosPerSecond) + fraction;
        return position;

        static bool ReadTwo(ref byte start, int position, ref int value) => TimeReader.TryReadTwo(ref start, position, position + 2, out value);
    }

    private int WriteUnix(ref byte start, int offset, long micros)
    {
        if (scale == 0)
            return NumberWriter.WriteInt64(ref start, offset, micros);

        ulong magnitude = (ulong)micros;
        if (micros < 0)
        {
            Unsafe.Add(ref start, offset++) = (byte)'-';
            magnitude = 0 - magnitude;
        }

        ulong whole = scale == 6 ? magnitude / 1_000_000 : magnitude / 1_000;
        offset = NumberWriter.WriteUInt64(ref start, offset, whole);
        uint fraction = (uint)(scale == 6 ? magnitude - (whole * 1_000_000) : (magnitude - (whole * 1_000)) * 1_000);
        return fraction == 0 ? offset : WriteShortest(ref start, offset, fraction);
    }

    /// <summary>A point, and a fraction without zeros behind it.</summary>
    private int WriteShortest(ref byte start, int offset, uint micros)
    {
        Unsafe.Add(ref start, offset++) = (byte)'.';
        WriteFraction(ref Unsafe.Add(ref start, offset), micros, scale);
        offset += scale;
        while (Unsafe.Add(ref start, offset - 1) == '0')
            offset--;

        return offset;
    }

    private static void WriteFraction(ref byte at, uint micros, int digits)
    {
        for (int i = 6; i > 0; i--, micros /= 10)
        {
            if (i <= digits)
                Unsafe.Add(ref at, i - 1) = (byte)((micros % 10) | '0');
        }
    }

    private static bool ReadFraction(ref byte start, int position, int digits, out long micros)
    {
        micros = 0;
        for (int i = 0; i < 6; i++)
        {
            uint digit = i < digits ? (uint)Unsafe.Add(ref start, position + i) - '0' : 0;
            if (digit > 9)
                return false;
            micros = (micros * 10) + digit;
        }

        return true;
    }

    private static Span<byte> Bytes(ref byte at, int length) => System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref at, length);
}
