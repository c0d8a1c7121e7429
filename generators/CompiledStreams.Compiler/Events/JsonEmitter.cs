namespace CompiledStreams.Compiler.Events;

/// <summary>Emits an event's decoder and encoder of JSON lines.</summary>
internal static class JsonEmitter
{
    private static readonly string[] s_usings = ["System", "System.IO.Pipelines", "System.Runtime.InteropServices", "CompiledStreams", "CompiledStreams.Runtime"];

    public static string Emit(EventModel model)
    {
        FieldCode[] fields = FieldCode.Of(model);
        EmittedTypes types = new(model);
        return EventWriter.File(model, "JSON lines", s_usings, writer =>
        {
            new JsonDecoderEmitter(model, fields, types).Emit(writer);
            new JsonEncoderEmitter(model, fields, types).Emit(writer.Line());
        });
    }
}
