using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits which fields an event has, so that a pipeline can say which of them it reads: the compiler of machine code folds the answers into the decoders.</summary>
internal static class FieldSetEmitter
{
    public static string Emit(EventModel model)
    {
        string fieldSet = CodecNames.FieldSet(model.Name);
        string allFields = CodecNames.AllFields(model.Name);

        return EventWriter.File(model, "which of its fields are read", [], writer =>
        {
            writer.Line($"/// <summary>Says which fields of {Literal.Comment(model.Name)} are read; decoders skip the others.</summary>");
            writer.Lines(GeneratedCode.Attributes);
            using (writer.Braces($"{model.Accessibility} interface {fieldSet}"))
            {
                foreach (FieldModel field in model.Fields)
                    writer.Line($"static abstract bool {field.Member} {{ get; }}");
            }

            writer.Line();
            writer.Line($"/// <summary>All fields of {Literal.Comment(model.Name)} are read.</summary>");
            writer.Lines(GeneratedCode.Attributes);
            using (writer.Braces($"{model.Accessibility} readonly struct {allFields} : {fieldSet}"))
            {
                foreach (FieldModel field in model.Fields)
                    writer.Line($"static bool {fieldSet}.{field.Member} => true;");
            }
        });
    }
}
