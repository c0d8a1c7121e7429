namespace CompiledStreams.Runtime;

/// <summary>Makes the decoder of a source for the format that is bound to it.</summary>
internal static class Decoders
{
    public static RecordDecoder<T> Make<T>(
        SourceDescription source, Format format, Func<DecoderOptions, RecordDecoder<T>>? jsonLines, Func<DecoderOptions, RecordDecoder<T>>? delimited)
        where T : struct
    {
        Func<DecoderOptions, RecordDecoder<T>> make = (format is DelimitedFormat ? delimited : jsonLines)
            ?? throw new BindingException($"Source '{source.Name}' admits {source.Formats} but gets {format.Kind}; bind it as {source.Formats}, or add Formats.{format.Kind} to [Source(Formats = …)]");
        return make(new DecoderOptions(format, source.Validate));
    }
}
