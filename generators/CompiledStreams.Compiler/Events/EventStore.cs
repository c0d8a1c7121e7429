using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>Emits the making of an event from its fields' values.</summary>
internal static class EventStore
{
    /// <summary>Writes the event to a place: made anew, or field by field where that is the same, since the JIT makes a struct with holes on the stack first and copies it.</summary>
    /// <param name="writer">Where the code goes.</param>
    /// <param name="model">The event.</param>
    /// <param name="place">A variable, empty where it may be set field by field.</param>
    /// <param name="value">The value of each field as an expression; null where it has none.</param>
    public static void Write(SourceWriter writer, EventModel model, string place, Func<FieldModel, string?> value)
    {
        if (!model.IsSetInPlace)
        {
            writer.Line($"{place} = {New(model, value)};");
            return;
        }

        foreach (FieldModel field in model.Fields)
        {
            if (value(field) is { } set)
                writer.Line($"{place}.{field.Member} = {set};");
        }
    }

    /// <summary>The expression that makes the event.</summary>
    public static string New(EventModel model, Func<FieldModel, string?> value) => model.HasConstructor
        ? $"new {model.Type}({string.Join(", ", model.Fields.Select(f => value(f) ?? "default"))})"
        : $"new {model.Type} {{ {string.Join(", ", model.Fields.Select(f => $"{f.Member} = {value(f) ?? "default"}"))} }}";
}
