using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes the slot of a state that holds text: the same fields, with text as a place in an arena.</summary>
internal static class StateSlotEmitter
{
    private static readonly string[] s_members = [StateParser.Slot, "Load", "Store"];

    /// <summary>What says whether a text is set, see <see cref="Part(string, string)"/>.</summary>
    public const string IsSet = "IsSet";

    public static void Emit(SourceWriter writer, StateModel state)
    {
        NameScope scope = new(s_members);
        List<(StateField Field, string Name)> fields = [.. state.Fields.Select(f => (f, scope.Unique(f.Name)))];
        string type = state.Type.Code;
        writer.Line($"/// <summary>The state as a table keeps it: text lies in an arena.</summary>");
        using (writer.Braces($"public struct {StateParser.Slot} : §IStateCodec<{StateParser.Slot}>"))
        {
            foreach ((StateField field, string name) in fields)
                Declare(writer, field, name);

            writer.Line().Line("/// <summary>The state, whose text is a view into the arena.</summary>");
            writer.Line($"public readonly {type} Load(§TextArena text) => default({type}) with");
            using (writer.Braces(tail: ";"))
            {
                foreach ((StateField field, string name) in fields)
                    writer.Line($"{Literal.Identifier(field.Name)} = {Loaded(field, "this." + name)},");
            }

            writer.Line().Line("/// <summary>Keeps the state, and moves text that doesn't lie in the arena into it.</summary>");
            using (writer.Braces($"public void Store(in {type} state, §TextArena text)"))
            {
                foreach ((StateField field, string name) in fields)
                    Store(writer, field, "this." + name, "state." + Literal.Identifier(field.Name));
            }

            writer.Line();
            SlotCodecEmitter.Emit(writer, fields);
        }
    }

    private static void Declare(SourceWriter writer, StateField field, string name)
    {
        switch (field.Form)
        {
            case StateForm.Record when field.HoldsText:
                foreach (StateField part in field.Parts)
                    Declare(writer, part, Part(name, part));
                break;
            case StateForm.NullableText:
                writer.Line($"private bool {Part(name, IsSet)};").Line($"private §TextRef {name};");
                break;
            default:
                writer.Line($"private {Kept(field)} {name};");
                break;
        }
    }

    private static string Kept(StateField field) => field.Form switch
    {
        StateForm.Text => "§TextRef",
        StateForm.StateWithText => field.Type.Code + "." + StateParser.Slot,
        _ => field.Type.Code,
    };

    private static string Loaded(StateField field, string from) => field.Form switch
    {
        StateForm.Text => $"text.Load({from})",
        StateForm.NullableText => $"{Part(from, IsSet)} ? text.Load({from}) : default(§Utf8Text?)",
        StateForm.StateWithText => $"{from}.Load(text)",
        StateForm.Record when !field.HoldsText => from,
        StateForm.Record when !field.IsConstructed => $"default({field.Type.Code}) with {{ {string.Join(", ", field.Parts.Select(p => $"{Literal.Identifier(p.Name)} = {Loaded(p, Part(from, p))}"))} }}",
        StateForm.Record => $"new {field.Type.Code}({string.Join(", ", field.Parts.Select(p => Loaded(p, Part(from, p))))})",
        _ => from,
    };

    private static void Store(SourceWriter writer, StateField field, string to, string from)
    {
        switch (field.Form)
        {
            case StateForm.Text:
                writer.Line($"{to} = text.Update({to}, {from});");
                break;
            case StateForm.NullableText:
                writer.Line($"{Part(to, IsSet)} = {from}.HasValue;").Line($"{to} = text.Update({to}, {from}.GetValueOrDefault());");
                break;
            case StateForm.StateWithText:
                writer.Line($"{to}.Store({from}, text);");
                break;
            case StateForm.Record when field.HoldsText:
                foreach (StateField part in field.Parts)
                    Store(writer, part, Part(to, part), from + "." + Literal.Identifier(part.Name));
                break;
            default:
                writer.Line($"{to} = {from};");
                break;
        }
    }

    /// <summary>The field of a part of a record.</summary>
    public static string Part(string name, StateField part) => Part(name, part.Name);

    // Two underscores: no field that a user would write.
    /// <summary>A field that belongs to another.</summary>
    public static string Part(string name, string part) => $"{name}__{part}";
}
