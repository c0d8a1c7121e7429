using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes how a state without text is saved and loaded: field by field, as the interface's own members, so that none of the user's is in their way.</summary>
internal static class StateCodecEmitter
{
    public static void Emit(SourceWriter writer, StateModel state)
    {
        string type = state.Type.Code;
        List<StateField> fields = [.. state.Fields.Where(f => !f.Type.IsUnknown)];
        writer.Line("// What a checkpoint has of it: these fields, in this order.");
        SchemaCode.Emit(writer, $"static string §IStateCodec<{type}>.Schema", fields.SelectMany(f => FieldCodec.Schema(f, f.Name)));
        writer.Line();
        using (writer.Braces($"static void §IStateCodec<{type}>.Save(in {type} state, §StateWriter writer, §TextArena text)"))
        {
            foreach (StateField field in fields)
                FieldCodec.Write(writer, field, "state." + Literal.Identifier(field.Name));
        }

        writer.Line().Line($"static void §IStateCodec<{type}>.Load(ref {type} state, ref §StateReader reader, §TextArena text) => state = default({type}) with");
        using (writer.Braces(tail: ";"))
        {
            foreach (StateField field in fields)
                writer.Line($"{Literal.Identifier(field.Name)} = {FieldCodec.Read(field)},");
        }
    }
}
