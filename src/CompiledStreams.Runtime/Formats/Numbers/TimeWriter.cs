using System.Buffers.Text;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>Writes times, dates, durations, decimals and Guids straight into a buffer, as <see cref="NumberWriter"/> does.</summary>
/// <remarks>The caller guarantees room for the longest text and <see cref="NumberWriter.Slack"/> bytes behind it. JSON's quotes are the
/// caller's. Each method returns the offset behind what it wrote.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimeWriter
{
    /// <summary>The longest text of a timestamp: <c>2024-01-31T12:34:56.123456Z</c>.</summary>
    public const int MaxIso8601Length = 27;

    /// <summary>The longest text of a <see cref="DateTimeOffset"/>: <c>2024-01-31T12:34:56.1234567+02:00</c>.</summary>
    public const int MaxDateTimeOffsetLength = 33;

    /// <summary>The length of a <see cref="DateOnly"/>.</summary>
    public const int MaxDateLength = 10;

    /// <summary>The longest text of a <see cref="TimeOnly"/>: <c>12:34:56.1234567</c>.</summary>
    public const int MaxTimeOfDayLength = 16;

    /// <summary>The longest text of a <see cref="TimeSpan"/>: <c>-10675199.02:48:05.4775808</c>.</summary>
    public const int MaxDurationLength = 26;

    /// <summary>The length of a Guid.</summary>
    public const int MaxGuidLength = 36;

    /// <summary>The longest text of a <see cref="decimal"/>.</summary>
    public const int MaxDecimalLength = 31;

    /// <summary>Writes microseconds since the Unix epoch as <c>2024-01-31T12:34:56.123456Z</c>; the fraction has 0, 3 or 6 digits.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="offset">Where the text starts.</param>
    /// <param name="micros">A time in the years 1 to 9999.</param>
    /// <returns>The offset behind the text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The year has no four digits.</exception>
    public static int WriteIso8601(ref byte start, int offset, long micros)
    {
        ThrowIfOutOfRange(micros);
        int days = CivilTime.SplitDay(micros, out long microsOfDay);
        offset = WriteDays(ref start, offset, days);
        Unsafe.Add(ref start, offset) = (byte)'T';
        uint seconds = (uint)(microsOfDay / CivilTime.MicrosPerSecond);
        uint fraction = (uint)(microsOfDay - (seconds * CivilTime.MicrosPerSecond));
        offset = WriteClock(ref start, offset + 1, seconds);
        if (fraction != 0)
            offset = WriteFraction(ref start, offset, fraction * 10);
        Unsafe.Add(ref start, offset) = (byte)'Z';
        return offset + 1;
    }

    /// <summary>Writes local time and offset in ISO 8601, <c>Z</c> for no offset; the fraction has 0, 3, 6 or 7 digits.</summary>
    /// <inheritdoc cref="WriteIso8601"/>
    public static int WriteDateTimeOffset(ref byte start, int offset, DateTimeOffset value)
    {
        DateTime local = value.DateTime;
        offset = WriteDate(ref start, offset, DateOnly.FromDateTime(local));
        Unsafe.Add(ref start, offset) = (byte)'T';
        offset = WriteTimeOfDay(ref start, offset + 1, TimeOnly.FromDateTime(local));
        int minutes = (int)value.Offset.TotalMinutes;
        if (minutes == 0)
        {
            Unsafe.Add(ref start, offset) = (byte)'Z';
            return offset + 1;
        }

        Unsafe.Add(ref start, offset) = minutes < 0 ? (byte)'-' : (byte)'+';
        uint magnitude = (uint)Math.Abs(minutes);
        WriteTwo(ref start, offset + 1, magnitude / 60);
        Unsafe.Add(ref start, offset + 3) = (byte)':';
        WriteTwo(ref start, offset + 4, magnitude % 60);
        return offset + 6;
    }

    /// <summary>Writes a date as <c>2024-01-31</c>.</summary>
    /// <inheritdoc cref="WriteIso8601"/>
    public static int WriteDate(ref byte start, int offset, DateOnly value) =>
        WriteDays(ref start, offset, value.DayNumber - UnixDayNumber);

    /// <summary>Writes a time of day as <c>12:34:56</c>, with a fraction of 3, 6 or 7 digits where there is one.</summary>
    /// <inheritdoc cref="WriteIso8601"/>
    public static int WriteTimeOfDay(ref byte start, int offset, TimeOnly value)
    {
        uint seconds = (uint)(value.Ticks / TimeSpan.TicksPerSecond);
        uint fraction = (uint)(value.Ticks - (seconds * TimeSpan.TicksPerSecond));
        offset = WriteClock(ref start, offset, seconds);
        return fraction == 0 ? offset : WriteFraction(ref start, offset, fraction);
    }

    /// <summary>Writes a duration in the constant format of <see cref="TimeSpan"/>, <c>1.02:03:04.5000000</c>.</summary>
    /// <inheritdoc cref="WriteIso8601"/>
    public static int WriteDuration(ref byte start, int offset, TimeSpan value)
    {
        Utf8Formatter.TryFormat(value, Room(ref start, offset, MaxDurationLength), out int written, 'c');
        return offset + written;
    }

    /// <summary>Writes a Guid as 36 lower-case characters.</summary>
    /// <inheritdoc cref="WriteIso8601"/>
    public static int WriteGuid(ref byte start, int offset, Guid value)
    {
        value.TryFormat(Room(ref start, offset, MaxGuidLength), out int written);
        return offset + written;
    }

    /// <summary>Writes a decimal with all the digits it holds, trailing zeros too.</summary>
    /// <inheritdoc cref="WriteIso8601"/>
    public static int WriteDecimal(ref byte start, int offset, decimal value)
    {
        value.TryFormat(Room(ref start, offset, MaxDecimalLength), out int written, default, CultureInfo.InvariantCulture);
        return offset + written;
    }

    internal static void ThrowIfOutOfRange(long micros)
    {
        if (micros is < CivilTime.Least or > CivilTime.Greatest)
            throw new ArgumentOutOfRangeException(nameof(micros), micros, "A time written as a date must lie in the years 1 to 9999; write it as a Unix time instead.");
    }

    /// <summary>Two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WriteTwo(ref byte start, int offset, uint value)
    {
        uint tens = (value * 103) >> 10;
        Unsafe.Add(ref start, offset) = (byte)(tens | '0');
        Unsafe.Add(ref start, offset + 1) = (byte)((value - (tens * 10)) | '0');
    }

    private static int WriteDays(ref byte start, int offset, int days)
    {
        CivilTime.GetDate(days, out int year, out int month, out int day);
        uint century = (uint)year / 100;
        WriteTwo(ref start, offset, century);
        WriteTwo(ref start, offset + 2, (uint)year - (century * 100));
        Unsafe.Add(ref start, offset + 4) = (byte)'-';
        WriteTwo(ref start, offset + 5, (uint)month);
        Unsafe.Add(ref start, offset + 7) = (byte)'-';
        WriteTwo(ref start, offset + 8, (uint)day);
        return offset + 10;
    }

    private static int WriteClock(ref byte start, int offset, uint seconds)
    {
        uint minutes = seconds / 60;
        uint hours = minutes / 60;
        WriteTwo(ref start, offset, hours);
        Unsafe.Add(ref start, offset + 2) = (byte)':';
        WriteTwo(ref start, offset + 3, minutes - (hours * 60));
        Unsafe.Add(ref start, offset + 5) = (byte)':';
        WriteTwo(ref start, offset + 6, seconds - (minutes * 60));
        return offset + 8;
    }

    /// <summary>A point and the fraction in units of 100 ns, cut to 3, 6 or 7 digits.</summary>
    private static int WriteFraction(ref byte start, int offset, uint ticks)
    {
        Unsafe.Add(ref start, offset) = (byte)'.';
        ulong digits = Digits.Split8(ticks * 10) | Digits.Zeros;
        if (!BitConverter.IsLittleEndian)
            digits = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(digits);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, offset + 1), digits);
        return offset + 1 + (ticks % 10 != 0 ? 7 : ticks % 10_000 != 0 ? 6 : 3);
    }

    private const int UnixDayNumber = 719_162;

    private static Span<byte> Room(ref byte start, int offset, int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, offset), length);
}
