using System.ComponentModel;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>What the encoders of delimited text have in common: header, columns, line ends, and what needs quotes.</summary>
/// <remarks>Quotes stand only around what can't be read back without them. In blank-separated text nothing is quoted: what would need it can't be written.</remarks>
/// <typeparam name="T">The event.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DelimitedEncoder<T> : RecordEncoder<T>
    where T : struct
{
    /// <summary>The most bytes of a field that is neither text nor a time, quotes and delimiter included.</summary>
    protected const int ValueRoom = 48;

    /// <summary>The answer of a write that was refused.</summary>
    protected const int Refused = DelimitedTimes.Refused;

    private const byte Quote = (byte)'"';
    private const string NoBlank = "set a delimiter in place of Blank()";

    private readonly DelimitedField[] _fields;
    private readonly DelimitedLayout _layout;
    private readonly bool _mayNeedQuotes;
    private int _refusedField;
    private string _refusal = "";
    private string? _remedy;

    /// <summary>Checks the binding against the event.</summary>
    /// <param name="options">The format.</param>
    /// <param name="eventName">The event's name, for messages.</param>
    /// <param name="fields">Its fields, in order.</param>
    /// <exception cref="ArgumentException">The binding's columns don't fit the event.</exception>
    /// <exception cref="NotSupportedException">A field that delimited text can't express would have to be written.</exception>
    protected DelimitedEncoder(EncoderOptions options, string eventName, DelimitedField[] fields)
    {
        DelimitedFormat format = (DelimitedFormat)options.Format;
        _fields = fields;
        _layout = new DelimitedLayout(format, eventName, fields);
        Columns = _layout.List?.FieldOf ?? [.. Enumerable.Range(0, fields.Length)];
        Delimiter = format.Delimiter;
        IsBlank = format.CollapsesBlanks;
        Room = 1 + NumberWriter.Slack + Times.Sum(time => 2 * time.MaxLength + 3) + Columns.Length;
        _mayNeedQuotes = !IsBlank && ("+-.:/_ TZ"u8.Contains(Delimiter) || fields.Any(f => NeedsQuotes(f, Times[Array.IndexOf(fields, f)])));

        foreach (int field in Columns)
        {
            if (field >= 0 && fields[field].Inexpressible is { } what)
                throw new NotSupportedException($"Field '{fields[field].Name}' of '{eventName}' is {what}, which delimited text can't express; list the other columns with Columns(…), or bind JSON lines.");
        }

        if (IsBlank && Columns.Contains(DelimitedColumns.None))
            throw new ArgumentException("Column '-' in Columns(…) would be empty, which can't be seen between blanks; leave it out, or set a delimiter in place of Blank().");
    }

    /// <summary>The field in each column, or -1 for a column that is left empty.</summary>
    protected int[] Columns { get; }

    /// <summary>The byte between two columns.</summary>
    protected byte Delimiter { get; }

    /// <summary>The most bytes of a record, but for its texts and values.</summary>
    protected int Room { get; }

    /// <summary>How the time of each field is written.</summary>
    protected TimeFormat[] Times => _layout.Times;

    private bool IsBlank { get; }

    /// <inheritdoc/>
    public sealed override void WriteHeader(PipeWriter writer)
    {
        if (!_layout.Format.HasHeader)
            return;

        for (int column = 0; column < Columns.Length; column++)
        {
            ReadOnlySpan<byte> name = Encoding.UTF8.GetBytes(_fields[Columns[column]].Name);
            ref byte start = ref MemoryMarshal.GetReference(writer.GetSpan(TextRoom(name.Length) + 1));
            int at = WriteText(ref start, 0, Columns[column], name);
            if (at == Refused)
                throw Refusal();

            Unsafe.Add(ref start, at) = column == Columns.Length - 1 ? (byte)'\n' : Delimiter;
            writer.Advance(at + 1);
        }
    }

    /// <inheritdoc/>
    public sealed override void Encode(ReadOnlySpan<T> events, PipeWriter writer)
    {
        Span<byte> buffer = default;
        int at = 0;
        foreach (ref readonly T value in events)
        {
            int room = MaxLength(in value);
            if (buffer.Length - at < room)
            {
                writer.Advance(at);
                buffer = writer.GetSpan(room);
                at = 0;
            }

            ref byte start = ref MemoryMarshal.GetReference(buffer);
            int next = Write(ref start, at, in value);
            if (next == Refused)
            {
                writer.Advance(at);
                throw Refusal();
            }

            Unsafe.Add(ref start, next) = (byte)'\n';
            at = next + 1;
        }

        writer.Advance(at);
    }

    /// <summary>The most bytes that <see cref="Write"/> and its slack need.</summary>
    protected abstract int MaxLength(in T value);

    /// <summary>Writes a record without its line end: the position behind it, or what <see cref="Refuse"/> answers.</summary>
    protected abstract int Write(ref byte start, int at, in T value);

    /// <summary>The most bytes of a text, its quotes and delimiter included.</summary>
    protected static int TextRoom(int length) => 2 * length + 3;

    /// <summary>The value of a field can't be written.</summary>
    protected int Refuse(int field, string reason) => RefuseWithRemedy(field, reason, remedy: null);

    /// <summary>Ends a value that was written from one position to another: quotes it where the delimiter lies in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int End(ref byte start, int from, int to) => _mayNeedQuotes ? QuoteValue(ref start, from, to) : to;

    /// <summary>Ends a time; refuses one that its form can't write.</summary>
    protected int EndTime(ref byte start, int from, int to, int field) =>
        to == DelimitedTimes.Refused ? Refuse(field, "lies outside the years 1 to 9999") : End(ref start, from, to);

    /// <summary>Writes that a field is null.</summary>
    protected int WriteNull(int at, int field)
    {
        if (IsBlank)
            return RefuseWithRemedy(field, "is null where blanks separate columns", NoBlank);

        return Columns.Length == 1 ? RefuseWithRemedy(field, "is null in a record of one column, an empty line", "write a second column") : at;
    }

    /// <summary>Writes a text.</summary>
    protected int WriteText(ref byte start, int at, int field, ReadOnlySpan<byte> text)
    {
        Span<byte> destination = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, at), TextRoom(text.Length) - 1);
        if (IsBlank)
        {
            if (text.IsEmpty || text.IndexOfAny(" \t\r\n"u8) >= 0)
                return RefuseWithRemedy(field, "is empty or has a blank or a line end where blanks separate columns", NoBlank);
        }
        else if (NeedsQuotes(text, field))
        {
            return at + Quoted(text, destination);
        }

        text.CopyTo(destination);
        return at + text.Length;
    }

    /// <summary>Writes a text.</summary>
    protected int WriteText(ref byte start, int at, int field, string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= 256)
        {
            Span<byte> few = stackalloc byte[256];
            return WriteText(ref start, at, field, few[..Encoding.UTF8.GetBytes(text, few)]);
        }

        byte[] many = System.Buffers.ArrayPool<byte>.Shared.Rent(most);
        at = WriteText(ref start, at, field, many.AsSpan(0, Encoding.UTF8.GetBytes(text, many)));
        System.Buffers.ArrayPool<byte>.Shared.Return(many);
        return at;
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    protected static int WriteBoolean(ref byte start, int at, bool value) => WriteName(ref start, at, value ? "true"u8 : "false"u8);

    /// <summary>Writes a name that is known to need no quotes, but for its delimiter.</summary>
    protected static int WriteName(ref byte start, int at, ReadOnlySpan<byte> name)
    {
        name.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, at), name.Length));
        return at + name.Length;
    }

    private int RefuseWithRemedy(int field, string reason, string? remedy)
    {
        _refusedField = field;
        _refusal = reason;
        _remedy = remedy;
        return Refused;
    }

    private bool NeedsQuotes(ReadOnlySpan<byte> text, int field)
    {
        if (text.IsEmpty)
            return _fields[field].IsNullable || Columns.Length == 1;

        return text[0] is (byte)' ' or (byte)'\t' or 0xEF || text[^1] is (byte)' ' or (byte)'\t'
            || text.IndexOfAny(Delimiter, Quote, (byte)'\n') >= 0 || text.Contains((byte)'\r');
    }

    private bool NeedsQuotes(DelimitedField field, TimeFormat time) =>
        field.Time != DelimitedTime.None && (time.Pattern.Contains((char)Delimiter) || time.Pattern.Contains('"') || time.Pattern != time.Pattern.Trim());

    private int QuoteValue(ref byte start, int from, int to)
    {
        Span<byte> written = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, from), to - from);
        bool isSafe = written.IndexOfAny(Delimiter, Quote) < 0 && written[0] != (byte)' ' && written[^1] != (byte)' ';
        if (isSafe)
            return to;

        Span<byte> value = stackalloc byte[256];
        written.CopyTo(value);
        return from + Quoted(value[..written.Length], MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, from), TextRoom(written.Length) - 1));
    }

    private static int Quoted(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        int at = 0;
        destination[at++] = Quote;
        foreach (byte one in text)
        {
            destination[at++] = one;
            if (one == Quote)
                destination[at++] = Quote;
        }

        destination[at++] = Quote;
        return at;
    }

    private EncodingException Refusal() => new(_fields[_refusedField].Name, _refusal) { Remedy = _remedy };
}
