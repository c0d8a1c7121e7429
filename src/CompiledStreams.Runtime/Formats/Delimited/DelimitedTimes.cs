using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Parses and writes the kinds of times, each in the form that its column has.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DelimitedTimes
{
    /// <summary>The answer of a write whose time can't be written in its form.</summary>
    public const int Refused = -1;

    /// <summary>Parses a whole field.</summary>
    public static FieldError Parse(ReadOnlySpan<byte> text, TimeFormat form, out Timestamp value)
    {
        FieldError error = FieldParser.ParseTime(text, form, out long micros, NumberGrammar.Delimited);
        value = new Timestamp(micros);
        return error;
    }

    /// <summary>Parses a whole field; an offset is kept where the form is ISO 8601.</summary>
    public static FieldError Parse(ReadOnlySpan<byte> text, TimeFormat form, out DateTimeOffset value)
    {
        if (form == TimeFormat.Iso8601)
            return FieldParser.ParseDateTimeOffset(text, out value);

        value = default;
        FieldError error = Parse(text, form, out Timestamp time);
        if (error != FieldError.None)
            return error;

        if (time < Timestamp.MinValue || time > Timestamp.MaxValue)
            return FieldError.OutOfRange;

        value = time.ToDateTimeOffset();
        return FieldError.None;
    }

    /// <summary>Parses a whole field.</summary>
    public static FieldError Parse(ReadOnlySpan<byte> text, TimeFormat form, out DateOnly value)
    {
        if (form == TimeFormat.Iso8601)
            return FieldParser.ParseDate(text, out value);

        FieldError error = Parse(text, form, out DateTimeOffset time);
        value = error == FieldError.None ? DateOnly.FromDateTime(time.UtcDateTime) : default;
        return error;
    }

    /// <summary>Parses a whole field.</summary>
    public static FieldError Parse(ReadOnlySpan<byte> text, TimeFormat form, out TimeOnly value)
    {
        if (form == TimeFormat.Iso8601)
            return FieldParser.ParseTimeOfDay(text, out value);

        FieldError error = Parse(text, form, out DateTimeOffset time);
        value = error == FieldError.None ? TimeOnly.FromDateTime(time.UtcDateTime) : default;
        return error;
    }

    /// <summary>Writes a time, or answers <see cref="Refused"/>.</summary>
    public static int Write(ref byte start, int offset, TimeFormat form, Timestamp value) =>
        form.IsNumber || value >= Timestamp.MinValue && value <= Timestamp.MaxValue ? form.Write(ref start, offset, value.Microseconds) : Refused;

    /// <summary>Writes a time; its offset too where the form is ISO 8601.</summary>
    public static int Write(ref byte start, int offset, TimeFormat form, DateTimeOffset value) => form == TimeFormat.Iso8601
        ? TimeWriter.WriteDateTimeOffset(ref start, offset, value)
        : form.Write(ref start, offset, Timestamp.FromDateTimeOffset(value).Microseconds);

    /// <summary>Writes a day.</summary>
    public static int Write(ref byte start, int offset, TimeFormat form, DateOnly value) => form == TimeFormat.Iso8601
        ? TimeWriter.WriteDate(ref start, offset, value)
        : form.Write(ref start, offset, (value.ToDateTime(TimeOnly.MinValue).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>Writes a time of day.</summary>
    public static int Write(ref byte start, int offset, TimeFormat form, TimeOnly value) => form == TimeFormat.Iso8601
        ? TimeWriter.WriteTimeOfDay(ref start, offset, value)
        : form.Write(ref start, offset, value.Ticks / TimeSpan.TicksPerMicrosecond);
}
