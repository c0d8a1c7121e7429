using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes how the slot of a state is saved and loaded: its text from and to the arena.</summary>
internal static class SlotCodecEmitter
{
    private const string Slot = StateParser.Slot;

    /// <param name="writer">Takes the members.</param>
    /// <param name="all">The state's fields, and what the slot calls them.</param>
    public static void Emit(SourceWriter writer, IEnumerable<(StateField Field, string Name)> all)
    {
        List<(StateField Field, string Name)> fields = [.. all.Where(f => !f.Field.Type.IsUnknown)];
        writer.Line("// What a checkpoint has of it: these fields, in this order.");
        SchemaCode.Emit(writer, $"static string §IStateCodec<{Slot}>.Schema", fields.SelectMany(f => FieldCodec.Schema(f.Field, f.Field.Name)));
        writer.Line();
        using (writer.Braces($"static void §IStateCodec<{Slot}>.Save(in {Slot} slot, §StateWriter writer, §TextArena text)"))
        {
            foreach ((StateField field, string name) in fields)
                Save(writer, field, "slot." + name);
        }

        writer.Line();
        using (writer.Braces($"static void §IStateCodec<{Slot}>.Load(ref {Slot} slot, ref §StateReader reader, §TextArena text)"))
        {
            foreach ((StateField field, string name) in fields)
                Load(writer, field, "slot." + name);
        }

        writer.Line();
        using (writer.Braces($"static void §IStateCodec<{Slot}>.Drop(ref {Slot} slot, §TextArena text)"))
        {
            foreach ((StateField field, string name) in fields)
                Drop(writer, field, "slot." + name);

            writer.Line("slot = default;");
        }
    }

    private static void Save(SourceWriter writer, StateField field, string from)
    {
        switch (field.Form)
        {
            case StateForm.Text:
                writer.Line($"writer.WriteText(text.Span({from}));");
                break;
            case StateForm.NullableText:
                writer.Line($"writer.Write({IsSet(from)});").Line($"if ({IsSet(from)})");
                using (writer.Indented())
                    writer.Line($"writer.WriteText(text.Span({from}));");
                break;
            case StateForm.Record when field.HoldsText:
                foreach (StateField part in field.Parts)
                    Save(writer, part, StateSlotEmitter.Part(from, part));
                break;
            default:
                FieldCodec.Write(writer, field, from);
                break;
        }
    }

    private static void Load(SourceWriter writer, StateField field, string to)
    {
        switch (field.Form)
        {
            case StateForm.Text:
                writer.Line($"{to} = text.Store(reader.ReadText());");
                break;
            case StateForm.NullableText:
                writer.Line($"{IsSet(to)} = reader.ReadBoolean();").Line($"if ({IsSet(to)})");
                using (writer.Indented())
                    writer.Line($"{to} = text.Store(reader.ReadText());");
                break;
            case StateForm.Record when field.HoldsText:
                foreach (StateField part in field.Parts)
                    Load(writer, part, StateSlotEmitter.Part(to, part));
                break;
            default:
                writer.Line($"{to} = {FieldCodec.Read(field)};");
                break;
        }
    }

    private static void Drop(SourceWriter writer, StateField field, string from)
    {
        switch (field.Form)
        {
            case StateForm.Text or StateForm.NullableText:
                writer.Line($"text.Drop({from});");
                break;
            case StateForm.Record when field.HoldsText:
                foreach (StateField part in field.Parts)
                    Drop(writer, part, StateSlotEmitter.Part(from, part));
                break;
            case StateForm.StateWithText:
                writer.Line($"text.DropState(ref {from});");
                break;
        }
    }

    private static string IsSet(string name) => StateSlotEmitter.Part(name, StateSlotEmitter.IsSet);
}
