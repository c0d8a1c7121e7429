using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes a process function. State without text is changed in place; state with text is loaded, changed and stored. What is emitted is owed.</summary>
internal static class ProcessEmitter
{
    public static void Emit(LoopContext context, ProcessStep step, EventInHand value)
    {
        ProcessModel process = step.Process;
        string state = context.Local("state", process.Name);
        string slot = process.State.HoldsText ? context.Local("slot", process.Name, "Slot") : state;
        string table = context.Local("table", process.Name, "States");
        string found = process.Removes ? $"{table}.GetOrAdd(in {value.Key}.Key, {value.Key}.Hash)" : $"{table}[{context.Index}]";
        context.Writer.Line($"ref {KeyCode.Slot(process.State)} {slot} = ref {found};");
        if (process.State.HoldsText)
            context.Writer.Line($"{process.State.Type.Code} {state} = {slot}.Load(_text);");

        string call = MethodCode.Call(context, process.Method, state, value.Value, Arguments(context, process, value));
        string? store = process.State.HoldsText ? $"{slot}.Store(in {state}, _text);" : null;
        if (process.Removes)
            EmitRemoval(context, process, call, slot, store, $"{table}.Remove(in {value.Key}.Key, {value.Key}.Hash);");
        else
            EmitLines(context, call + ";", store);
    }

    /// <summary>Writes the outputs' and the states' locals, before the loop.</summary>
    public static void Open(LoopContext context)
    {
        if (context.Loop.Steps.FirstOrDefault() is not ProcessStep { Process: { } process })
            return;

        foreach (OutputModel output in process.Emits)
            context.Writer.Line($"§Output<{output.Stream.Type.Code}> {context.Local("output", output.FullName)} = new({context.Names.Output(output.FullName)});");

        string tableType = $"§KeyedState<{KeyCode.TableArguments(context.Names, context.Plan.States.First(s => s.Model == process))}>";
        string table = context.Local("table", process.Name, "States");
        string field = context.Names.State(process.Name);
        context.Writer.Lines(process.Removes
            ? $"""

                // Keys are removed, and states then move: each event finds its own.
                {tableType}.View {table} = {field}.Open({context.Block});
                """
            : $"""

                // The states of the block's keys are found before the first is used.
                {tableType}.BlockStates {table} = {field}.GetOrAdd({context.Block});
                """);
    }

    private static string Arguments(LoopContext context, ProcessModel process, EventInHand value)
    {
        string key = process.Key is { } takes ? ", " + takes.Argument(value.Key + ".Key") : "";
        return key + string.Concat(process.Emits.Select(o => ", " + context.Local("output", o.FullName)));
    }

    // The table drops the text of a removed key; that of its state is dropped here, by storing a state that has none.
    private static void EmitRemoval(LoopContext context, ProcessModel process, string call, string slot, string? store, string remove)
    {
        string condition = $"if ({call} == §StateAfter.Remove)";
        if (store is null)
        {
            context.Writer.Line(condition);
            using (context.Writer.Indented())
                context.Writer.Line(remove);

            return;
        }

        using (context.Writer.Braces(condition))
            EmitLines(context, $"{slot}.Store(default({process.State.Type.Code}), _text);", remove);

        using (context.Writer.Braces("else"))
            context.Writer.Line(store);
    }

    private static void EmitLines(LoopContext context, string first, string? second)
    {
        context.Writer.Line(first);
        if (second is not null)
            context.Writer.Line(second);
    }
}
