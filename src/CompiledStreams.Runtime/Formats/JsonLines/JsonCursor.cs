using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>Reads one record field by field: any order of keys, blanks allowed, strict in what it reads. For records that aren't as usual.</summary>
/// <remarks>The first mistake sticks: what is read after it is a default, and no further field or item is found.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonCursor
{
    private readonly JsonContext _context;
    private readonly List<(int Start, int Length)> _outer = [];
    private readonly KnownNames _names = new();
    private byte[] _array = [];
    private int _begin;
    private int _position;
    private int _end;
    private JsonKeys? _keys;
    private int _itemLength = 1;
    private bool _isFirst;
    private (int Start, int Length) _name;

    internal JsonCursor(JsonContext context)
    {
        _context = context;
        ChecksAll = context.Validate == Validate.All;
    }

    /// <summary>Whether a mistake was found.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether every field is to be read and checked, used or not.</summary>
    public bool ChecksAll { get; }

    /// <summary>The number of the field in hand among its event's; of a field that the event doesn't have some number that none has.</summary>
    public int Field { get; private set; }

    /// <summary>Where it stands.</summary>
    public int Position => _position;

    internal RecordError Error { get; private set; }

    private ref byte Start => ref MemoryMarshal.GetArrayDataReference(_array);

    private byte Current => _position < _end ? _array[_position] : (byte)0;

    /// <summary>Stands at a position of an array.</summary>
    internal void Open(byte[] array, int position, int end)
    {
        _array = array;
        _begin = _position = position;
        _end = end;
        _name = default;
        _outer.Clear();
        Failed = false;
    }

    /// <summary>An object begins here that is the value of the field in hand: fields are then named behind it.</summary>
    public void EnterObject()
    {
        Begin('{');
        _outer.Add(_name);
    }

    /// <summary>The object that was entered last has ended.</summary>
    public void LeaveObject()
    {
        if (Failed)
            return;

        _name = _outer[^1];
        _outer.RemoveAt(_outer.Count - 1);
    }

    /// <summary>Goes to the next field's value; false behind the object's end.</summary>
    /// <param name="keys">The keys that such objects have.</param>
    public bool NextField(JsonKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (Failed)
            return false;

        int guess = keys.Guess(ref Start, _position, _end, _isFirst);
        if (guess == JsonKeys.None)
            return ReadKey(keys);

        ref JsonKeys.Key key = ref keys[guess];
        StandAt(keys, guess);
        _isFirst = false;
        _name = (_position + key.NameStart, key.NameLength);
        _position = SkipBlanks(_position + key.Length);
        return true;
    }

    /// <summary>Whether the field in hand is to be read: of several of the same name, the first is, and the others are an error where all is checked.</summary>
    /// <param name="isUsed">Whether the pipeline reads the field.</param>
    /// <param name="isThere">Whether it was there before; set when it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Takes(bool isUsed, ref bool isThere)
    {
        if (!(isUsed || ChecksAll))
            return false;

        if (isThere)
            return ChecksAll && FailTwice();

        isThere = true;
        return true;
    }

    /// <summary>An array begins here.</summary>
    public void BeginArray() => Begin('[');

    /// <summary>Goes to the array's next item; false behind its end.</summary>
    public bool NextItem() => Next(']');

    /// <summary>Passes over the value in hand, which nobody reads.</summary>
    public void Skip() => Pass(ChecksAll ? JsonValue.Check(ref Start, _position, _end) : JsonValue.Skip(ref Start, _position, _end));

    /// <summary>Passes over <c>null</c>, if that is the value.</summary>
    public bool TryReadNull() => !Failed && _end - _position >= 4 && JsonLine.Has(ref Start, _position, "null"u8) && Pass(_position + 4);

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    public bool ReadBoolean()
    {
        ReadOnlySpan<byte> rest = _array.AsSpan(_position, _end - _position);
        bool value = rest.StartsWith("true"u8);
        return Pass(value ? _position + 4 : rest.StartsWith("false"u8) ? _position + 5 : -(int)FieldError.NotABoolean) && value;
    }

    /// <summary>Reads an integer.</summary>
    public T ReadInteger<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (HasSlack && PassUsual(NumberReader.ReadInteger(ref Start, _position, _end, ref Expected, out T value)))
            return value;

        return Pass(NumberReader.ReadInteger(ref Start, _position, _end, out value)) ? value : default;
    }

    /// <summary>Reads a double.</summary>
    public double ReadDouble()
    {
        if (HasSlack && PassUsual(NumberReader.ReadDouble(ref Start, _position, _end, ref Expected, out double value)))
            return value;

        return Pass(NumberReader.ReadDouble(ref Start, _position, _end, out value)) ? value : default;
    }

    /// <summary>Reads a float.</summary>
    public float ReadSingle()
    {
        if (HasSlack && PassUsual(NumberReader.ReadSingle(ref Start, _position, _end, ref Expected, out float value)))
            return value;

        return Pass(NumberReader.ReadSingle(ref Start, _position, _end, out value)) ? value : default;
    }

    /// <summary>Reads a decimal.</summary>
    public decimal ReadDecimal() => Pass(NumberReader.ReadDecimal(ref Start, _position, _end, out decimal value)) ? value : default;

    /// <summary>Reads a text.</summary>
    public Utf8Text ReadText() => Pass(_context.ReadText(_array, _position, _end, out Utf8Text value)) ? value : default;

    /// <summary>Reads a text as a string.</summary>
    public string ReadString() => ReadText().ToString();

    /// <summary>Reads a Guid.</summary>
    public Guid ReadGuid() => Pass(JsonScalar.ReadGuid(_context, ref Start, _position, _end, out Guid value)) ? value : default;

    /// <summary>Reads a span of time.</summary>
    public TimeSpan ReadDuration() => Pass(JsonScalar.ReadDuration(_context, ref Start, _position, _end, out TimeSpan value)) ? value : default;

    /// <summary>Reads a point in time.</summary>
    /// <param name="form">Its form.</param>
    public Timestamp ReadTimestamp(TimeFormat form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.IsNumber && HasSlack && PassUsual(TimeReader.ReadUnix(ref Start, _position, _end, form.Scale, ref Expected, out long micros)))
            return new Timestamp(micros);

        return Pass(JsonScalar.ReadTimestamp(_context, ref Start, _position, _end, form, out Timestamp value)) ? value : default;
    }

    /// <summary>Reads a point in time with its offset.</summary>
    /// <param name="form">Its form.</param>
    public DateTimeOffset ReadDateTimeOffset(TimeFormat form) =>
        Pass(JsonScalar.ReadDateTimeOffset(_context, ref Start, _position, _end, form, out DateTimeOffset value)) ? value : default;

    /// <summary>Reads a day.</summary>
    /// <param name="form">Its form.</param>
    public DateOnly ReadDate(TimeFormat form) => Pass(JsonScalar.ReadDate(_context, ref Start, _position, _end, form, out DateOnly value)) ? value : default;

    /// <summary>Reads a time of day.</summary>
    /// <param name="form">Its form.</param>
    public TimeOnly ReadTimeOfDay(TimeFormat form) => Pass(JsonScalar.ReadTimeOfDay(_context, ref Start, _position, _end, form, out TimeOnly value)) ? value : default;

    /// <summary>Reads an enum.</summary>
    /// <param name="read">Knows its names.</param>
    public T ReadEnum<T>(JsonEnumReader<T> read)
        where T : struct, Enum => Pass(read(_context, ref Start, _position, _end, out T value)) ? value : default;

    /// <summary>A field isn't there.</summary>
    /// <param name="field">Its wire name.</param>
    public void FailMissing(string field) => Fail(Path(field), "is missing", _position);

    /// <summary>The record's own object begins here, or behind blanks.</summary>
    internal void BeginRecord()
    {
        _position = SkipBlanks(_position);
        Begin('{');
    }

    /// <summary>The record is over here: all that may follow is blank.</summary>
    internal void ExpectEnd()
    {
        if (!Failed && SkipBlanks(_position) is var at && at < _end)
            Fail(null, _array[at] == '{' ? "has another object behind it; write each on a line of its own" : "has something behind its end", at);
    }

    /// <summary>Whether the rest of the record may be passed over once all that is read of it is there.</summary>
    public bool MaySkipRest => !ChecksAll && _outer.Count == 0;

    /// <summary>Passes over the rest of the record.</summary>
    public void SkipRest()
    {
        if (Failed)
            return;

        bool isOver = _context.Validate == Validate.Used || (Current == '}' && SkipBlanks(_position + 1) == _end);
        int next = isOver ? _end : JsonLine.SkipObject(ref Start, _position, _end, isWhole: true);
        if (next < 0)
            Fail(null, JsonReason.Of((FieldError)(-next)), _position);

        _position = _end;
    }

    // Names that aren't used may be no text at all.
    private string Name =>
        _names.Of(_context.ReadName(ref Start, _name.Start - 1, _end, out ReadOnlySpan<byte> name) < 0 ? _array.AsSpan(_name.Start, _name.Length) : name);

    private bool ReadKey(JsonKeys keys)
    {
        int begin = _position;
        bool isFirst = _isFirst;
        if (!Next('}'))
            return false;

        int at = _position;
        int next = _context.ReadName(ref Start, at, _end, out ReadOnlySpan<byte> name);
        if (next < 0 && !(-next == (int)FieldError.NotUtf8 && !ChecksAll))
            return Fail((FieldError)(-next == (int)FieldError.WrongKind ? (int)FieldError.NotJson : -next), null);

        if (next < 0)
        {
            next = JsonValue.Skip(ref Start, at, _end);
            name = _array.AsSpan(at + 1, next - at - 2);
        }

        _name = (at + 1, next - at - 2);
        _position = SkipBlanks(next);
        if (Current != ':')
            return Fail(FieldError.NotJson, null);

        _position = SkipBlanks(_position + 1);
        StandAt(keys, keys.Meet(name, _array.AsSpan(begin, _position - begin), _name.Start - begin, _name.Length, isFirst));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StandAt(JsonKeys keys, int key)
    {
        // Mostly the same; a compare is cheaper than telling the garbage collector.
        if (_keys != keys)
            _keys = keys;

        Field = key;
    }

    private void Begin(char bracket)
    {
        if (Failed)
            return;

        if (Current != bracket)
        {
            FailValue(bracket == '{' ? "is no object" : "is no array");
            return;
        }

        _position++;
        _isFirst = true;
    }

    private bool Next(char close)
    {
        if (Failed)
            return false;

        _position = SkipBlanks(_position);
        if (Current == close && _position < _end)
        {
            _position++;
            _isFirst = false;
            return false;
        }

        if (!_isFirst)
        {
            if (Current != ',')
                return Fail(FieldError.NotJson, null);

            _position = SkipBlanks(_position + 1);
        }

        _isFirst = false;
        return true;
    }

    // The length of the number in hand is probably that of the last one behind the same key.
    private ref int Expected
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _keys is null ? ref _itemLength : ref _keys[Field].ValueLength;
    }

    // What the reading of numbers of an expected length may touch.
    private bool HasSlack => _array.Length - _position >= NumberReader.Slack;

    private bool Pass(int next) => PassUsual(next) || PassOther(next);

    /// <summary>Passes over a value with something behind it that may stand there; of any other nothing is said.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool PassUsual(int next)
    {
        if (Failed || next < 0 || next >= _end || !MayFollow(Unsafe.Add(ref Start, next)))
            return false;

        _position = next;
        return true;
    }

    private bool PassOther(int next)
    {
        if (Failed)
            return false;

        if (next < 0)
            return FailValue(JsonReason.Of((FieldError)(-next)));

        if (next < _end)
            return FailValue("has something behind its value");

        _position = next;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MayFollow(byte character) => character is (byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    // It is to be read, which after a mistake gives a default.
    private bool FailTwice() => !Fail(Path(Name), "is there twice", _name.Start - 1);

    private bool FailValue(string reason)
    {
        bool isNull = _array.AsSpan(_position, _end - _position).StartsWith("null"u8);
        bool hasName = _name.Length > 0 || _outer.Count > 0;
        return Fail(hasName ? Path(Name) : null, isNull ? "is null" : _position == _end ? JsonReason.Of(FieldError.Unterminated) : reason, _position);
    }

    private bool Fail(FieldError error, string? field) =>
        Fail(field, JsonReason.Of(_position >= _end ? FieldError.Unterminated : error), _position);

    private bool Fail(string? field, string reason, int position)
    {
        if (!Failed)
            Error = new RecordError(field, reason, Math.Max(0, position - _begin));

        Failed = true;
        return false;
    }

    private string Path(string field)
    {
        for (int i = _outer.Count - 1; i >= 0; i--)
            field = _names.Of(_array.AsSpan(_outer[i].Start, _outer[i].Length)) + "." + field;

        return field;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SkipBlanks(int position) =>
        position < _end && Unsafe.Add(ref Start, position) <= ' ' ? SkipMoreBlanks(position) : position;

    // A line feed is no blank here: it ends the record.
    private int SkipMoreBlanks(int position)
    {
        while (position < _end && _array[position] is (byte)' ' or (byte)'\t' or (byte)'\r')
            position++;

        return position;
    }
}
