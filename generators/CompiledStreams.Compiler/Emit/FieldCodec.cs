using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes how one field of a state, or a part of a record in it, is saved and loaded.</summary>
internal static class FieldCodec
{
    /// <summary>The field's lines in the schema: one, or for a struct those of its fields. What another state has to say it says when it runs.</summary>
    public static IEnumerable<string> Schema(StateField field, string path)
    {
        switch (field.Form)
        {
            case StateForm.Value:
                return [$"{field.Codec!.Name}{(field.IsNullable ? "?" : "")} {path}"];
            case StateForm.Text:
                return ["Utf8Text " + path];
            case StateForm.NullableText:
                return ["Utf8Text? " + path];
            case StateForm.Record:
                return Optional(field.Parts.SelectMany(p => Schema(p, path + "." + p.Name)));
            default:
                return Optional([$"{{new §SchemaOf<{Stored(field)}>({Literal.Of(path)})}}"]);
        }

        IEnumerable<string> Optional(IEnumerable<string> lines) => field.IsNullable ? [$"bool {path}.HasValue", .. lines] : lines;
    }

    /// <summary>Writes what saves a field that is kept as it is, or the slot of another state.</summary>
    public static void Write(SourceWriter writer, StateField field, string from)
    {
        if (!field.IsNullable)
        {
            WriteValue(writer, field, from);
            return;
        }

        writer.Line($"writer.Write({from}.HasValue);");
        using (writer.Braces($"if ({from}.HasValue)"))
            WriteValue(writer, field, from + ".Value");

        writer.Line();
    }

    /// <summary>What loads such a field.</summary>
    public static string Read(StateField field) => field.IsNullable ? $"reader.ReadBoolean() ? {ReadValue(field)} : default({field.Type.Code})" : ReadValue(field);

    private static void WriteValue(SourceWriter writer, StateField field, string from)
    {
        switch (field.Form)
        {
            case StateForm.Record:
                foreach (StateField part in field.Parts)
                    Write(writer, part, from + "." + Literal.Identifier(part.Name));
                break;
            case StateForm.State or StateForm.StateWithText:
                writer.Line($"writer.WriteState({from}, text);");
                break;
            default:
                writer.Line(field.Codec!.IsEnum ? $"writer.Write(({field.Codec.Name}){from});" : $"writer.Write({from});");
                break;
        }
    }

    private static string ReadValue(StateField field) => field.Form switch
    {
        StateForm.Record when field.IsConstructed => $"new {field.Value.Code}({string.Join(", ", field.Parts.Select(Read))})",
        StateForm.Record => $"default({field.Value.Code}) with {{ {string.Join(", ", field.Parts.Select(p => $"{Literal.Identifier(p.Name)} = {Read(p)}"))} }}",
        StateForm.State or StateForm.StateWithText => $"reader.ReadState<{Stored(field)}>(text)",
        _ => field.Codec!.IsEnum ? $"({field.Value.Code})reader.{field.Codec.Reader}()"
            : $"reader.{field.Codec.Reader}(){(field.Codec.Name == "string" ? "!" : "")}",
    };

    private static string Stored(StateField field) => field.Form == StateForm.StateWithText ? $"{field.Value.Code}.{StateParser.Slot}" : field.Value.Code;
}
