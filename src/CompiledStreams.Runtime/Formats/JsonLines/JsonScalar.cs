using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>Reads the value of an enum, by its name or number.</summary>
/// <returns>The position behind the value, or minus a <see cref="FieldError"/>.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate int JsonEnumReader<T>(JsonContext context, ref byte start, int position, int end, out T value);

/// <summary>Reads values that stand in quotes in JSON and aren't text.</summary>
/// <remarks>Each method returns the position behind the value, or minus a <see cref="FieldError"/>, and reads nothing at or behind <c>end</c>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonScalar
{
    /// <summary>What <see cref="JsonContext.ReadName"/> answers where there is no string.</summary>
    public const int NoName = -(int)FieldError.WrongKind;

    /// <summary>The answer of a <see cref="JsonEnumReader{T}"/> that doesn't know a name.</summary>
    public const int NotAMember = -(int)FieldError.NotAMember;

    /// <summary>Reads a Guid.</summary>
    public static int ReadGuid(JsonContext context, ref byte start, int position, int end, out Guid value)
    {
        int next = context.ReadName(ref start, position, end, out ReadOnlySpan<byte> text);
        return Result(next, FieldParser.ParseGuid(text, out value));
    }

    /// <summary>Reads a span of time.</summary>
    public static int ReadDuration(JsonContext context, ref byte start, int position, int end, out TimeSpan value)
    {
        int next = context.ReadName(ref start, position, end, out ReadOnlySpan<byte> text);
        return Result(next, FieldParser.ParseDuration(text, out value));
    }

    /// <summary>Reads a point in time.</summary>
    public static int ReadTimestamp(JsonContext context, ref byte start, int position, int end, TimeFormat form, out Timestamp value)
    {
        int next;
        long micros;
        if (form.IsNumber)
        {
            next = form.Read(ref start, position, end, out micros);
        }
        else
        {
            next = ReadTimeText(context, ref start, position, end, out ReadOnlySpan<byte> text);
            next = Result(next, FieldParser.ParseTime(text, form, out micros));
        }

        value = new Timestamp(micros);
        return next;
    }

    /// <summary>Reads a point in time with its offset, which only ISO 8601 keeps.</summary>
    public static int ReadDateTimeOffset(JsonContext context, ref byte start, int position, int end, TimeFormat form, out DateTimeOffset value)
    {
        if (form == TimeFormat.Iso8601)
        {
            int next = ReadTimeText(context, ref start, position, end, out ReadOnlySpan<byte> text);
            return Result(next, FieldParser.ParseDateTimeOffset(text, out value));
        }

        value = default;
        int behind = ReadTimestamp(context, ref start, position, end, form, out Timestamp time);
        if (behind < 0)
            return behind;

        if (time < Timestamp.MinValue || time > Timestamp.MaxValue)
            return -(int)FieldError.OutOfRange;

        value = time.ToDateTimeOffset();
        return behind;
    }

    /// <summary>Reads a day.</summary>
    public static int ReadDate(JsonContext context, ref byte start, int position, int end, TimeFormat form, out DateOnly value)
    {
        if (form == TimeFormat.Iso8601)
        {
            int next = ReadTimeText(context, ref start, position, end, out ReadOnlySpan<byte> text);
            return Result(next, FieldParser.ParseDate(text, out value));
        }

        int behind = ReadDateTimeOffset(context, ref start, position, end, form, out DateTimeOffset time);
        value = behind < 0 ? default : DateOnly.FromDateTime(time.UtcDateTime);
        return behind;
    }

    /// <summary>Reads a time of day.</summary>
    public static int ReadTimeOfDay(JsonContext context, ref byte start, int position, int end, TimeFormat form, out TimeOnly value)
    {
        if (form == TimeFormat.Iso8601)
        {
            int next = ReadTimeText(context, ref start, position, end, out ReadOnlySpan<byte> text);
            return Result(next, FieldParser.ParseTimeOfDay(text, out value));
        }

        int behind = ReadDateTimeOffset(context, ref start, position, end, form, out DateTimeOffset time);
        value = behind < 0 ? default : TimeOnly.FromDateTime(time.UtcDateTime);
        return behind;
    }

    private static int Result(int next, FieldError error) => next < 0 ? next : error == FieldError.None ? next : -(int)error;

    private static int ReadTimeText(JsonContext context, ref byte start, int position, int end, out ReadOnlySpan<byte> text)
    {
        int next = context.ReadName(ref start, position, end, out text);
        return next == -(int)FieldError.WrongKind && position < end && Unsafe.Add(ref start, position) is (>= (byte)'0' and <= (byte)'9') or (byte)'-'
            ? -(int)FieldError.BareNumber
            : next;
    }
}
