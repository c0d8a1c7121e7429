using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

/// <summary>What the emitted decoders of JSON lines have in common: the records that aren't as usual.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <remarks>Emitted code reads a record as it usually is: keys in the order of the fields, no blanks, values as long as last time, LF or CRLF behind it, and all
/// of it well before the end of the bytes in hand. Any other comes here, and gives the same event or a reason.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JsonDecoder<T> : RecordDecoder<T>
    where T : struct
{
    private bool _isAtStart = true;

    /// <summary>Makes a decoder.</summary>
    /// <param name="context">What it shares with the decoders of the events around it.</param>
    protected JsonDecoder(JsonContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Context = context;
        ChecksAll = context.Validate == Validate.All;
    }

    /// <summary>What it shares with the decoders of the events around it.</summary>
    protected JsonContext Context { get; }

    /// <summary>Whether every field is read and checked, used or not.</summary>
    protected bool ChecksAll { get; }

    /// <summary>Why <see cref="ReadAny"/> read no record.</summary>
    protected DecodeStop Stop { get; private set; }

    /// <inheritdoc/>
    public sealed override void BeginInput()
    {
        _isAtStart = true;
        Lines = 0;
    }

    /// <inheritdoc/>
    public sealed override DecodeResult Decode(byte[] array, int position, int end, bool isFinal, Span<T> into)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (_isAtStart)
        {
            int mark = ByteOrderMark(array.AsSpan(position, end - position), isFinal);
            if (mark < 0)
                return new DecodeResult(0, position, DecodeStop.NeedMore);

            position += mark;
            _isAtStart = false;
        }

        return DecodeRecords(array, position, end, isFinal, into);
    }

    /// <inheritdoc/>
    public sealed override void EndBlock(bool poison) => Context.EndBlock(poison);

    /// <summary>Reads this event as the value of a field of another.</summary>
    /// <param name="json">Stands at the value.</param>
    public T ReadNested(JsonCursor json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.EnterObject();
        T value = ReadFields(json);
        json.LeaveObject();
        return value;
    }

    /// <summary>The loop of <see cref="Decode"/>, behind a byte order mark.</summary>
    protected abstract DecodeResult DecodeRecords(byte[] array, int position, int end, bool isFinal, Span<T> into);

    /// <summary>Reads the fields of an object in any order.</summary>
    /// <param name="json">Stands behind the opening brace.</param>
    protected abstract T ReadFields(JsonCursor json);

    /// <summary>Reads the next record, whatever it looks like.</summary>
    /// <returns>Where the record behind it begins, or the complement of where the next one begins: then <see cref="Stop"/> says why there is none.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected int ReadAny(byte[] array, int position, int end, bool isFinal, out T value)
    {
        while (true)
        {
            int length = array.AsSpan(position, end - position).IndexOf((byte)'\n');
            bool hasLineEnd = length >= 0;
            if (position == end || (!hasLineEnd && !isFinal))
            {
                value = default;
                Stop = DecodeStop.NeedMore;
                return ~position;
            }

            int lineEnd = hasLineEnd ? position + length : end;
            int next = hasLineEnd ? lineEnd + 1 : end;
            if (!IsBlank(array.AsSpan(position, lineEnd - position)))
                return ReadLine(array, position, lineEnd, next, out value);

            Lines += hasLineEnd ? 1 : 0;
            position = next;
        }
    }

    /// <summary>Reads a text that is usually short and without escapes.</summary>
    /// <param name="array">The array.</param>
    /// <param name="position">Of the opening quote; 33 bytes are readable.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    /// <param name="text">A view of the array, or of scratch.</param>
    /// <returns>The position behind the closing quote, or a negative number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int ReadText(byte[] array, int position, int end, out Utf8Text text)
    {
        ref byte at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), position);
        Vector256<byte> bytes = Vector256.LoadUnsafe(ref at, 1);

        // Compared as signed, what is no ASCII is less than a blank too.
        Vector256<byte> special = Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(bytes.AsSByte(), Vector256.Create((sbyte)' ')).AsByte();
        int length = BitOperations.TrailingZeroCount(special.ExtractMostSignificantBits());
        if (at == '"' && length < Vector256<byte>.Count && Unsafe.Add(ref at, length + 1) == '"')
        {
            text = new Utf8Text(array, position + 1, length);
            return position + length + 2;
        }

        int next = Context.ReadText(array, position, end, out Utf8Text other);
        text = other;
        return next;
    }

    /// <summary>Reads a point in time that is usually a number of units.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">Where the value begins; 64 bytes are readable.</param>
    /// <param name="form">The form at this binding.</param>
    /// <param name="declared">The event's own form.</param>
    /// <param name="factor">Microseconds in a unit of <paramref name="declared"/>.</param>
    /// <param name="shape">How it usually looks.</param>
    /// <param name="value">The time.</param>
    /// <returns>The position behind the value, or a negative number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int ReadUnix(ref byte start, int position, TimeFormat form, TimeFormat declared, int factor, ref JsonShape shape, out Timestamp value)
    {
        if (form == declared)
        {
            int next = JsonNumber.ReadUnix(ref start, position, factor, ref shape, out long micros);
            value = new Timestamp(micros);
            return next;
        }

        int behind = JsonScalar.ReadTimestamp(Context, ref start, position, position + 64, form, out Timestamp other);
        value = other;
        return behind;
    }

    /// <summary>A cursor at a value in a record that is else as usual.</summary>
    protected JsonCursor Open(byte[] array, int position, int end)
    {
        Context.Cursor.Open(array, position, end);
        return Context.Cursor;
    }

    /// <summary>The position behind a value that began at <paramref name="position"/>, or -1 where it is wrong or runs over the line.</summary>
    protected static int Close(JsonCursor json, byte[] array, int position)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(array);
        return json.Failed || JsonLine.HasLineEnd(ref MemoryMarshal.GetArrayDataReference(array), position, json.Position) ? -1 : json.Position;
    }

    private int ReadLine(byte[] array, int position, int lineEnd, int next, out T value)
    {
        JsonCursor json = Open(array, position, lineEnd);
        json.BeginRecord();
        value = ReadFields(json);
        json.ExpectEnd();
        if (json.Failed)
        {
            Error = json.Error;
            Stop = DecodeStop.BadRecord;
            return ~position;
        }

        // The caller counts a line for each record.
        Lines -= next == lineEnd ? 1 : 0;
        return next;
    }

    private static int ByteOrderMark(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (bytes.StartsWith(mark))
            return mark.Length;

        bool mayBeOne = bytes.Length < mark.Length && mark.StartsWith(bytes);
        return mayBeOne && !isFinal ? -1 : 0;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line is not [(byte)'{', ..] && line.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0;
}
