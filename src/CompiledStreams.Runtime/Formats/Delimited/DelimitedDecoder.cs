using System.ComponentModel;
using System.Text;
using System.Text.Unicode;

namespace CompiledStreams.Runtime;

/// <summary>What the decoders of delimited text have in common: header, columns, and rows that must be read the careful way.</summary>
/// <remarks>Emitted code reads rows in which the columns are as expected and nothing is quoted in a loop of its own; any other row is cut into its fields
/// first, and then read field by field. A row that the loop can't read is not bad yet: it is read again the careful way, which alone decides.</remarks>
/// <typeparam name="T">The event.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DelimitedDecoder<T> : RecordDecoder<T>
    where T : struct
{
    private readonly DelimitedLayout _layout;
    private readonly DelimitedField[] _fields;
    private readonly DelimitedRow _row;
    private readonly TextScratch _scratch = new();
    private readonly int _maxRecordBytes;
    private readonly string _tooLong;
    private readonly bool _hasPlainDelimiter;
    private DelimitedColumns? _columns;
    private RecordError? _headerError;
    private string _wrongCount = "";
    private bool _begins = true;
    private bool _isInOrder;

    /// <summary>Checks the binding against the event.</summary>
    /// <param name="options">The format and how much is checked.</param>
    /// <param name="eventName">The event's name, for messages.</param>
    /// <param name="fields">Its fields, in order.</param>
    /// <exception cref="ArgumentException">The binding's columns don't fit the event.</exception>
    /// <exception cref="NotSupportedException">The pipeline reads a field that delimited text can't express.</exception>
    protected DelimitedDecoder(DecoderOptions options, string eventName, DelimitedField[] fields)
    {
        DelimitedFormat format = (DelimitedFormat)options.Format;
        _fields = fields;
        if (Array.Find(fields, f => f.IsUsed && f.Inexpressible is not null) is { } field)
            throw new NotSupportedException($"Field '{field.Name}' of '{eventName}' is {field.Inexpressible}, which delimited text can't express; leave it unread, or bind JSON lines.");

        _layout = new DelimitedLayout(format, eventName, fields);
        _row = new DelimitedRow(format);
        ChecksAll = options.Validate == Validate.All;
        Delimiter = format.Delimiter;
        _maxRecordBytes = format.MaxRecordBytes;
        UsualReach = (uint)Math.Max(0, _maxRecordBytes - 2);
        _hasPlainDelimiter = !format.CollapsesBlanks && format.Delimiter is not ((byte)'+' or (byte)'-' or (byte)'.' or (byte)':' or (byte)' ');
        _tooLong = $"is longer than {_maxRecordBytes} bytes; raise the limit with MaxRecordBytes(…) if such records are right";
        if (format.HasHeader)
            return;

        DelimitedColumns columns = _layout.List is { } list ? DelimitedColumns.Listed(fields, list, ChecksAll) : DelimitedColumns.InOrder(fields, ChecksAll);
        if (columns.Missing(fields) is >= 0 and int missing)
            throw new ArgumentException($"Columns(…) names no column for field '{fields[missing].Name}' of '{eventName}', which the pipeline reads; add it.");

        Use(columns);
    }

    /// <summary>Whether every column is decoded and checked, read or not.</summary>
    protected bool ChecksAll { get; }

    /// <summary>The byte between two columns.</summary>
    protected byte Delimiter { get; }

    /// <summary>How far past 3 bytes a row may reach to be read in order: a shorter row may be an empty line, a longer one too long.</summary>
    protected uint UsualReach { get; }

    /// <summary>How the time of each field is written.</summary>
    protected TimeFormat[] Times => _layout.Times;

    /// <inheritdoc/>
    public sealed override void BeginInput()
    {
        Lines = 0;
        _begins = true;
        _headerError = null;
    }

    /// <inheritdoc/>
    public sealed override DecodeResult Decode(byte[] array, int position, int end, bool isFinal, Span<T> into)
    {
        if (_begins && !Begin(array, ref position, end, isFinal, out DecodeStop why))
            return new DecodeResult(0, position, why);

        if (_headerError is { } error && position < end)
            return Bad(0, position, error with { Offset = 0 });

        int count = 0;
        while (count < into.Length)
        {
            if (_isInOrder)
            {
                int before = count;
                position = DecodeInOrder(array, position, end, into, ref count);
                Lines += count - before;
                if (count == into.Length)
                    break;
            }

            if (!NextRow(array, ref position, end, isFinal, out DecodeStop stop))
                return new DecodeResult(count, position, stop);

            if (Mismatch() is { } mismatch)
                return Bad(count, position, mismatch);

            if (!TryRead(out into[count]))
                return new DecodeResult(count, position, DecodeStop.BadRecord);

            count++;
            position = Pass();
        }

        return new DecodeResult(count, position, DecodeStop.Full);
    }

    /// <inheritdoc/>
    public sealed override void EndBlock(bool poison) => _scratch.Clear(poison);

    /// <summary>Decodes rows in which the columns are the event's fields in order and nothing is quoted, until there is none, no room, or too few bytes in hand.</summary>
    /// <returns>Where the next row begins.</returns>
    protected abstract int DecodeInOrder(byte[] array, int position, int end, Span<T> into, ref int count);

    /// <summary>Reads the event from the fields of the row; false after <see cref="Refuse(int, FieldError)"/>.</summary>
    protected abstract bool TryRead(out T value);

    /// <summary>Whether the row has a value for a field: it has a column, and what can be null isn't.</summary>
    protected bool Has(int field)
    {
        int column = _columns!.Of[field];
        if (column == DelimitedColumns.None)
            return false;

        ref readonly DelimitedCell cell = ref _row[column];
        return !cell.IsEmpty || !_fields[field].IsNullable || _fields[field].IsText && cell.Kind != CellKind.Plain;
    }

    /// <summary>The bytes of a field that the row has, unescaped.</summary>
    protected ReadOnlySpan<byte> Bytes(int field)
    {
        Locate(field, out byte[] array, out int start, out int length);
        return array.AsSpan(start, length);
    }

    /// <summary>The text of a field that the row has, as a view of the row, or of scratch where it had to be unescaped.</summary>
    protected FieldError Text(int field, out Utf8Text text)
    {
        Locate(field, out byte[] array, out int start, out int length);
        text = new Utf8Text(array, start, length);
        return Utf8.IsValid(array.AsSpan(start, length)) ? FieldError.None : FieldError.NotUtf8;
    }

    /// <summary>The text of a field that the row has, as a string.</summary>
    protected FieldError Text(int field, out string text)
    {
        FieldError error = Text(field, out Utf8Text view);
        text = error == FieldError.None ? view.ToString() : "";
        return error;
    }

    /// <summary>The row is bad, for what is in a field.</summary>
    protected bool Refuse(int field, FieldError error) => Refuse(field, FieldReason.Of(error));

    /// <summary>The row is bad, for what is in a field.</summary>
    protected bool Refuse(int field, string reason)
    {
        DelimitedCell cell = _row[_columns!.Of[field]];
        int offset = cell.Start - (cell.Kind == CellKind.Plain ? 0 : 1) - _row.Start;
        Error = new RecordError(_fields[field].Name, reason, offset) { Length = _row.Next - _row.Start };
        return false;
    }

    private void Locate(int field, out byte[] array, out int start, out int length)
    {
        DelimitedCell cell = _row[_columns!.Of[field]];
        array = _row.Array;
        start = cell.Start;
        length = cell.End - cell.Start;
        if (cell.Kind != CellKind.Escaped)
            return;

        ReadOnlySpan<byte> escaped = array.AsSpan(start, length);
        start = _scratch.Take(length);
        array = _scratch.Array;
        int written = start;
        for (int i = 0; i < escaped.Length; i++)
        {
            array[written++] = escaped[i];
            if (escaped[i] == (byte)'"')
                i++;
        }

        _scratch.GiveBack(length - (written - start));
        length = written - start;
    }

    /// <summary>Passes a byte order mark and the header.</summary>
    private bool Begin(byte[] array, ref int position, int end, bool isFinal, out DecodeStop why)
    {
        why = DecodeStop.NeedMore;
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        ReadOnlySpan<byte> hand = array.AsSpan(position, end - position);
        if (hand.StartsWith(mark))
            position += mark.Length;
        else if (!isFinal && mark.StartsWith(hand))
            return false;

        _begins = _layout.Format.HasHeader;
        if (!_begins)
            return true;

        bool found = NextRow(array, ref position, end, isFinal, out why);
        if (!found && why == DecodeStop.NeedMore)
            return false;

        _begins = false;
        if (found)
        {
            if (DelimitedColumns.Named(_fields, _row.Names(), ChecksAll, out RecordError error) is { } columns)
            {
                Use(columns);
                position = Pass();
                return true;
            }

            Error = error with { Length = _row.Next - _row.Start };
        }

        Error = Error with { IsHeader = true };
        _headerError = Error with { Length = 0 };
        why = DecodeStop.BadRecord;
        return false;
    }

    private void Use(DelimitedColumns columns)
    {
        _columns = columns;
        _isInOrder = _hasPlainDelimiter && _layout.HasUsualTimes && columns.AreInOrder(_fields) && (!ChecksAll || Array.TrueForAll(_fields, f => f.IsUsed));
        _wrongCount = $"hasn't the {columns.Count} columns that it should have; correct it, or check less than Validate.All";
    }

    /// <summary>Cuts the next row that isn't empty into its fields.</summary>
    private bool NextRow(byte[] array, ref int position, int end, bool isFinal, out DecodeStop stop)
    {
        stop = DecodeStop.NeedMore;
        while (position < end)
        {
            switch (_row.Read(array, position, end, isFinal))
            {
                case RowStatus.Empty:
                    position = Pass();
                    continue;
                case RowStatus.NeedMore when end - position <= _maxRecordBytes + 2L:
                    return false;
                case RowStatus.NeedMore:
                    Error = new RecordError(null, _tooLong, 0);
                    break;
                case RowStatus.Broken:
                    Error = new RecordError(BrokenField(), _row.BrokenBy, _row.BrokenAt - position);
                    break;
                case RowStatus.Whole when _row.End - position > _maxRecordBytes:
                    Error = new RecordError(null, _tooLong, 0) { Length = _row.Next - position };
                    break;
                default:
                    return true;
            }

            stop = DecodeStop.BadRecord;
            return false;
        }

        return false;
    }

    private string? BrokenField() =>
        !_begins && _row.BrokenColumn < _columns!.Count && _columns.FieldOf[_row.BrokenColumn] is >= 0 and int field ? _fields[field].Name : null;

    private RecordError? Mismatch()
    {
        DelimitedColumns columns = _columns!;
        int length = _row.Next - _row.Start;
        if (_row.Count < columns.Needed)
        {
            return new RecordError(MissingField(), "is missing; the record has too few columns", _row.End - _row.Start) { Length = length };
        }

        return ChecksAll && _row.Count != columns.Count ? new RecordError(null, _wrongCount, 0) { Length = length } : null;
    }

    private string? MissingField()
    {
        for (int column = _row.Count; column < _columns!.Count; column++)
        {
            if (_columns.FieldOf[column] is >= 0 and int field && (ChecksAll || _fields[field].IsUsed))
                return _fields[field].Name;
        }

        return null;
    }

    private DecodeResult Bad(int count, int position, RecordError error)
    {
        Error = error;
        return new DecodeResult(count, position, DecodeStop.BadRecord);
    }

    private int Pass()
    {
        Lines += _row.Lines;
        return _row.Next;
    }
}
