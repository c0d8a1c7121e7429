using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace CompiledStreams.Runtime;

/// <summary>What the decoders of an event and of the events nested in it share: settings, scratch, and the reading of texts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonContext
{
    private readonly List<Scratch> _scratches = [];
    private readonly JsonTextScratch _texts = new();
    private readonly JsonTimeForms _forms;
    private byte[] _names = new byte[256];

    /// <summary>Makes the context of one decoder.</summary>
    /// <param name="options">What the decoder is made with.</param>
    public JsonContext(DecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validate = options.Validate;
        _forms = new JsonTimeForms(options.Format);
        _scratches.Add(_texts);
        Cursor = new JsonCursor(this);
    }

    /// <summary>How much of a record is checked.</summary>
    public Validate Validate { get; }

    internal JsonCursor Cursor { get; }

    /// <summary>The time form of a field at this binding.</summary>
    /// <param name="field">Its wire name, behind those of the fields that nest it, with dots.</param>
    /// <param name="declared">The event's own form.</param>
    public TimeFormat TimeForm(string field, TimeFormat declared) => _forms.Find(field, declared, isTimeOfDay: false);

    /// <summary>The time form of a field that is a time of day.</summary>
    /// <inheritdoc cref="TimeForm"/>
    public TimeFormat TimeOfDayForm(string field, TimeFormat declared) => _forms.Find(field, declared, isTimeOfDay: true);

    /// <summary>All decoders are made: a time form for a field that isn't there is a mistake.</summary>
    /// <exception cref="ArgumentException">The binding has such a form.</exception>
    public void CheckTimeForms() => _forms.Check();

    /// <summary>Scratch for an array field.</summary>
    /// <typeparam name="T">Its items.</typeparam>
    public ItemScratch<T> Items<T>()
    {
        ItemScratch<T> items = new();
        _scratches.Add(items);
        return items;
    }

    /// <summary>Reads a string as text: a view of the array, or of scratch where it must be unescaped.</summary>
    /// <param name="array">The array.</param>
    /// <param name="position">Of the opening quote.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    /// <param name="text">The text.</param>
    /// <returns>The position behind the closing quote, or minus a <see cref="FieldError"/>.</returns>
    public int ReadText(byte[] array, int position, int end, out Utf8Text text)
    {
        text = default;
        int close = Scan(ref MemoryMarshal.GetArrayDataReference(array), position, end, out TextTraits traits);
        if (close < 0)
            return close;

        int from = position + 1;
        if ((traits & TextTraits.HasEscapes) == 0)
        {
            text = new Utf8Text(array, from, close - from);
            return close + 1;
        }

        byte[] scratch = _texts.Take(close - from, out int offset);
        FieldError error = JsonText.Unescape(array.AsSpan(from), close - from, scratch.AsSpan(offset), out int written);
        if (error != FieldError.None)
            return -(int)error;

        text = new Utf8Text(scratch, offset, written);
        return close + 1;
    }

    /// <summary>Reads a string as bytes that are looked at at once.</summary>
    /// <param name="start">The buffer; nothing at or behind <paramref name="end"/> is read.</param>
    /// <param name="position">Of the opening quote.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    /// <param name="name">The bytes, valid until the next call.</param>
    /// <returns>The position behind the closing quote, or minus a <see cref="FieldError"/>.</returns>
    public int ReadName(ref byte start, int position, int end, out ReadOnlySpan<byte> name)
    {
        name = default;
        int close = Scan(ref start, position, end, out TextTraits traits);
        if (close < 0)
            return close;

        name = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position + 1), close - position - 1);
        if ((traits & TextTraits.HasEscapes) == 0)
            return close + 1;

        if (_names.Length < name.Length)
            _names = new byte[name.Length * 2];

        FieldError error = JsonText.Unescape(name, _names, out int written);
        name = _names.AsSpan(0, written);
        return error == FieldError.None ? close + 1 : -(int)error;
    }

    internal void EndBlock(bool poison)
    {
        foreach (Scratch scratch in _scratches)
            scratch.Reset(poison);
    }

    /// <summary>The position of the quote that closes a string of valid text, or minus a <see cref="FieldError"/>.</summary>
    private static int Scan(ref byte start, int position, int end, out TextTraits traits)
    {
        traits = TextTraits.None;
        if (position >= end || Unsafe.Add(ref start, position) != '"')
            return -(int)FieldError.WrongKind;

        int close = JsonText.FindStringEnd(ref start, position + 1, end, out traits);
        if (close < 0 || (traits & ~TextTraits.HasEscapes) == 0)
            return close;

        if ((traits & TextTraits.HasControls) != 0)
            return -(int)FieldError.ControlCharacter;

        return Utf8.IsValid(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position + 1), close - position - 1)) ? close : -(int)FieldError.NotUtf8;
    }
}
