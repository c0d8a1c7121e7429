namespace CompiledStreams.Compiler.Events;

/// <summary>The types that emitted codecs name without their namespace, wherever that means what it should.</summary>
internal static class EmittedNames
{
    private const string Runtime = "global::CompiledStreams.Runtime.";

    /// <summary>The short name of each type and its full one.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Timestamp"] = "global::CompiledStreams.Timestamp",
        ["Utf8Text"] = "global::CompiledStreams.Utf8Text",
        ["RecordDecoder"] = Runtime + "RecordDecoder",
        ["RecordEncoder"] = Runtime + "RecordEncoder",
        ["DecoderOptions"] = Runtime + "DecoderOptions",
        ["EncoderOptions"] = Runtime + "EncoderOptions",
        ["DecodeResult"] = Runtime + "DecodeResult",
        ["DecodeStop"] = Runtime + "DecodeStop",
        ["RecordError"] = Runtime + "RecordError",
        ["EncodingException"] = Runtime + "EncodingException",
        ["DelimitedDecoder"] = Runtime + "DelimitedDecoder",
        ["DelimitedEncoder"] = Runtime + "DelimitedEncoder",
        ["DelimitedField"] = Runtime + "DelimitedField",
        ["DelimitedScan"] = Runtime + "DelimitedScan",
        ["DelimitedTime"] = Runtime + "DelimitedTime",
        ["DelimitedTimes"] = Runtime + "DelimitedTimes",
        ["FieldError"] = Runtime + "FieldError",
        ["FieldParser"] = Runtime + "FieldParser",
        ["NumberGrammar"] = Runtime + "NumberGrammar",
        ["NumberReader"] = Runtime + "NumberReader",
        ["NumberWriter"] = Runtime + "NumberWriter",
        ["TimeReader"] = Runtime + "TimeReader",
        ["TimeWriter"] = Runtime + "TimeWriter",
        ["JsonEncoder"] = Runtime + "JsonEncoder",
        ["JsonDecoder"] = Runtime + "JsonDecoder",
        ["JsonContext"] = Runtime + "JsonContext",
        ["JsonCursor"] = Runtime + "JsonCursor",
        ["JsonKeys"] = Runtime + "JsonKeys",
        ["JsonLine"] = Runtime + "JsonLine",
        ["JsonNumber"] = Runtime + "JsonNumber",
        ["JsonScan"] = Runtime + "JsonScan",
        ["DigitColumns"] = Runtime + "DigitColumns",
        ["JsonShape"] = Runtime + "JsonShape",
        ["JsonScalar"] = Runtime + "JsonScalar",
        ["JsonEncoding"] = Runtime + "JsonEncoding",
        ["DoublePair"] = Runtime + "DoublePair",
        ["JsonEncoderContext"] = Runtime + "JsonEncoderContext",
        ["TimeFormat"] = Runtime + "TimeFormat",
        ["ItemScratch"] = Runtime + "ItemScratch",
        ["Math"] = "global::System.Math",
        ["PipeWriter"] = "global::System.IO.Pipelines.PipeWriter",
        ["Span"] = "global::System.Span",
        ["ReadOnlySpan"] = "global::System.ReadOnlySpan",
        ["ReadOnlyMemory"] = "global::System.ReadOnlyMemory",
        ["DateTimeOffset"] = "global::System.DateTimeOffset",
        ["DateOnly"] = "global::System.DateOnly",
        ["TimeOnly"] = "global::System.TimeOnly",
        ["TimeSpan"] = "global::System.TimeSpan",
        ["Guid"] = "global::System.Guid",
        ["Encoding"] = "global::System.Text.Encoding",
        ["Unsafe"] = "global::System.Runtime.CompilerServices.Unsafe",
        ["MemoryMarshal"] = "global::System.Runtime.InteropServices.MemoryMarshal",
    };
}
