using System.Runtime.CompilerServices;

namespace CompiledStreams.Compiler.Events;

/// <summary>The types that emitted codecs use, as they are written beside an event: short, or in full where the short name is taken.</summary>
internal sealed class EmittedTypes(EventModel model)
{
    public string DecoderOptions => Name();

    public string EncoderOptions => Name();

    public string DecodeResult => Name();

    public string DecodeStop => Name();

    public string JsonEncoder => Name();

    public string JsonDecoder => Name();

    public string JsonContext => Name();

    public string JsonCursor => Name();

    public string JsonKeys => Name();

    public string JsonLine => Name();

    public string JsonScalar => Name();

    public string JsonShape => Name();

    public string JsonNumber => Name();

    public string JsonScan => Name();

    public string JsonHead => Name();

    public string DigitColumns => Name();
    public string FieldValues => Name();

    public string JsonEncoding => Name();

    public string DoublePair => Name();

    public string DoublePairs => Name();

    public string JsonEncoderContext => Name();

    public string TimeFormat => Name();

    public string TimeReader => Name();

    public string NumberReader => Name();

    public string NumberWriter => Name();

    public string TimeWriter => Name();

    public string ItemScratch => Name();

    public string Timestamp => Name();

    public string Utf8Text => Name();

    public string Span => Name();

    public string ReadOnlySpan => Name();

    public string ReadOnlyMemory => Name();

    public string PipeWriter => Name();

    public string MemoryMarshal => Name();

    public string Math => Name();

    private string Name([CallerMemberName] string name = "") => ValueTypes.Name(name, model.Taken);
}
