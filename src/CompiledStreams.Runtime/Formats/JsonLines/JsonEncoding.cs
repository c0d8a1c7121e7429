using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>What the emitted encoders of JSON lines have in common.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonEncoding
{
    /// <summary>Bytes to ask a writer for at once: many records.</summary>
    public const int Room = 32 * 1024;

    /// <summary>Bytes behind a record that writing it may overwrite.</summary>
    public const int Slack = 32;

    /// <summary>The most bytes that a text takes, with its quotes.</summary>
    public static int MaxSize(Utf8Text text) => checked(text.Length * JsonText.MaxEscapedLength + 2);

    /// <summary>The most bytes that a string takes, with its quotes.</summary>
    public static int MaxSize(string? text) => text is null ? 4 : checked(text.Length * JsonText.MaxEscapedLength + 2);

    /// <summary>Writes a text, in quotes and escaped.</summary>
    public static int Write(ref byte start, int offset, Utf8Text text)
    {
        Unsafe.Add(ref start, offset) = (byte)'"';
        offset = JsonText.WriteEscaped(ref start, offset + 1, text.Span);
        Unsafe.Add(ref start, offset) = (byte)'"';
        return offset + 1;
    }

    /// <summary>Writes a string, in quotes and escaped; half characters become U+FFFD.</summary>
    public static int Write(ref byte start, int offset, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int most = System.Text.Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[] rented = System.Buffers.ArrayPool<byte>.Shared.Rent(most);
        int length = System.Text.Encoding.UTF8.GetBytes(text, rented);
        offset = Write(ref start, offset, new Utf8Text(rented, 0, length));
        System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        return offset;
    }

    /// <summary>Writes a boolean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ref byte start, int offset, bool value) =>
        value ? JsonLine.Put(ref start, offset, "true"u8) : JsonLine.Put(ref start, offset, "false"u8);

    /// <summary>Writes a Guid, in quotes.</summary>
    public static int Write(ref byte start, int offset, Guid value) => Close(ref start, TimeWriter.WriteGuid(ref start, Open(ref start, offset), value));

    /// <summary>Writes a span of time, in quotes.</summary>
    public static int Write(ref byte start, int offset, TimeSpan value) => Close(ref start, TimeWriter.WriteDuration(ref start, Open(ref start, offset), value));

    /// <summary>Writes a point in time in its form.</summary>
    public static int Write(ref byte start, int offset, TimeFormat form, string field, Timestamp value)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.IsNumber)
            return form.Write(ref start, offset, value.Microseconds);

        if (value < Timestamp.MinValue || value > Timestamp.MaxValue)
            Fail(field, "lies outside the years 1 to 9999");

        return Close(ref start, form.Write(ref start, Open(ref start, offset), value.Microseconds));
    }

    /// <summary>Writes a point in time in its form, with its offset in ISO 8601.</summary>
    public static int Write(ref byte start, int offset, TimeFormat form, string field, DateTimeOffset value) => form == TimeFormat.Iso8601
        ? Close(ref start, TimeWriter.WriteDateTimeOffset(ref start, Open(ref start, offset), value))
        : Write(ref start, offset, form, field, Timestamp.FromDateTimeOffset(value));

    /// <summary>Writes a day in its form.</summary>
    public static int Write(ref byte start, int offset, TimeFormat form, string field, DateOnly value) => form == TimeFormat.Iso8601
        ? Close(ref start, TimeWriter.WriteDate(ref start, Open(ref start, offset), value))
        : Write(ref start, offset, form, field, Timestamp.FromDateTimeOffset(new DateTimeOffset(value.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)));

    /// <summary>Writes a time of day in its form.</summary>
    public static int Write(ref byte start, int offset, TimeFormat form, string field, TimeOnly value) => form == TimeFormat.Iso8601
        ? Close(ref start, TimeWriter.WriteTimeOfDay(ref start, Open(ref start, offset), value))
        : Write(ref start, offset, form, field, new Timestamp(value.Ticks / TimeSpan.TicksPerMicrosecond));

    /// <summary>A double must be finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ref byte start, int offset, string field, double value)
    {
        if (!double.IsFinite(value))
            Fail(field, "is not a finite number");

        return NumberWriter.WriteDouble(ref start, offset, value);
    }

    /// <summary>A float must be finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ref byte start, int offset, string field, float value)
    {
        if (!float.IsFinite(value))
            Fail(field, "is not a finite number");

        return NumberWriter.WriteSingle(ref start, offset, value);
    }

    /// <summary>The value of a field can't be written.</summary>
    [DoesNotReturn]
    public static void Fail(string field, string reason) => throw new EncodingException(field, reason);

    private static int Open(ref byte start, int offset)
    {
        Unsafe.Add(ref start, offset) = (byte)'"';
        return offset + 1;
    }

    private static int Close(ref byte start, int offset)
    {
        Unsafe.Add(ref start, offset) = (byte)'"';
        return offset + 1;
    }
}
