namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the codecs of an event for delimited text.</summary>
internal static class DelimitedEmitter
{
    public static string Emit(EventModel model)
    {
        DelimitedNames names = new(model);
        return EventWriter.File(model, "its decoder and encoder for delimited text", DelimitedNames.Usings, writer =>
        {
            DelimitedDecoderEmitter.Emit(writer, model, names);
            DelimitedEncoderEmitter.Emit(writer.Line(), model, names);
        });
    }
}
