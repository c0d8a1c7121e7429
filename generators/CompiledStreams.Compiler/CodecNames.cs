namespace CompiledStreams.Compiler;

/// <summary>The names of what is generated beside an event, in its namespace or its containing type, with its accessibility. Pipelines know codecs by these
/// names alone, since an event's codecs are not there yet while its pipelines are compiled.</summary>
internal static class CodecNames
{
    /// <summary>The interface of a field set: a static abstract bool property for each field, named as the field.</summary>
    public static string FieldSet(string eventName) => "I" + eventName + "Fields";

    /// <summary>The field set of all fields.</summary>
    public static string AllFields(string eventName) => eventName + "AllFields";

    /// <summary>The decoder of JSON lines: generic over the field set, made with <c>DecoderOptions</c>.</summary>
    public static string JsonDecoder(string eventName) => eventName + "JsonDecoder";

    /// <summary>The decoder of delimited text: generic over the field set, made with <c>DecoderOptions</c>.</summary>
    public static string DelimitedDecoder(string eventName) => eventName + "DelimitedDecoder";

    /// <summary>The encoder of JSON lines, made with <c>EncoderOptions</c>.</summary>
    public static string JsonEncoder(string eventName) => eventName + "JsonEncoder";

    /// <summary>The encoder of delimited text, made with <c>EncoderOptions</c>.</summary>
    public static string DelimitedEncoder(string eventName) => eventName + "DelimitedEncoder";

    /// <summary>All of these names.</summary>
    public static IEnumerable<string> All(string eventName) =>
    [
        FieldSet(eventName), AllFields(eventName), JsonDecoder(eventName), DelimitedDecoder(eventName), JsonEncoder(eventName), DelimitedEncoder(eventName),
    ];
}
