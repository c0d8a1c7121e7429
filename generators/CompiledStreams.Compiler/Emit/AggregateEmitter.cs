using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes aggregates. A key's state without text is changed in place; one with text, and that of a whole stream, is loaded, changed and stored.</summary>
internal static class AggregateEmitter
{
    /// <summary>The state of one key.</summary>
    public static void Emit(LoopContext context, UpdateStep step, EventInHand value, bool isLast)
    {
        AggregateModel aggregate = step.Aggregate;
        string state = context.Local("state", aggregate.Name);
        string slot = aggregate.State.HoldsText ? context.Local("slot", aggregate.Name, "Slot") : state;
        context.Writer.Line($"ref {KeyCode.Slot(aggregate.State)} {slot} = ref {context.Local("table", aggregate.Name, "States")}[{context.Index}];");
        if (aggregate.State.HoldsText)
            context.Writer.Line($"{aggregate.State.Type.Code} {state} = {slot}.Load(_text);");

        context.Writer.Line($"{state}.Add({aggregate.Event.Argument(value.Value)});");
        if (aggregate.State.HoldsText)
            context.Writer.Line($"{slot}.Store(in {state}, _text);");

        StepEmitter.EmitMade(context, step, aggregate.Result, $"{state}.Result({KeyCode.ResultArgument(aggregate, value.Key + ".Key")})", aggregate.Name, isLast);
    }

    /// <summary>The state of the whole stream.</summary>
    public static void Emit(LoopContext context, TotalStep step, EventInHand value, bool isLast)
    {
        string state = context.Local("state", step.Aggregate.Name);
        context.Writer.Line($"{state}.Add({step.Aggregate.Event.Argument(value.Value)});");
        context.Writer.Line($"{context.Local("seen", step.Aggregate.Name, "Seen")} = true;");
        StepEmitter.EmitMade(context, step, step.Aggregate.Result, $"{state}.Result()", step.Aggregate.Name, isLast);
    }

    /// <summary>Writes the states' locals, before the loop.</summary>
    public static void Open(LoopContext context)
    {
        foreach (TotalStep total in context.Loop.Steps.OfType<TotalStep>())
        {
            string type = total.Aggregate.State.Type.Code;
            string state = context.Local("state", total.Aggregate.Name);
            string field = context.Names.State(total.Aggregate.Name);
            string seen = context.Names.Seen(total.Aggregate.Name);
            context.Writer.Line($"bool {context.Local("seen", total.Aggregate.Name, "Seen")} = {seen};");
            context.Writer.Line(total.Aggregate.State.HoldsText ? $"{type} {state} = {field}.Load(_text);" : $"{type} {state} = {field};");
        }
    }

    /// <summary>Writes where the states of the block's keys are: first of all, so that no other local has to live through the search.</summary>
    public static void Find(LoopContext context)
    {
        if (context.Loop.Steps.FirstOrDefault() is not UpdateStep update)
            return;

        StatePlan plan = context.Plan.States.First(a => a.Model == update.Aggregate);
        context.Writer.Lines($"""
            // The states of the block's keys are found before the first is used.
            §KeyedState<{KeyCode.TableArguments(context.Names, plan)}>.BlockStates {context.Local("table", update.Aggregate.Name, "States")} = {context.Names.State(update.Aggregate.Name)}.GetOrAdd({context.Block});
            """);
    }

    /// <summary>Writes the states back, after the loop.</summary>
    public static void Close(LoopContext context)
    {
        foreach (TotalStep total in context.Loop.Steps.OfType<TotalStep>())
        {
            string state = context.Local("state", total.Aggregate.Name);
            string field = context.Names.State(total.Aggregate.Name);
            context.Writer.Line(total.Aggregate.State.HoldsText ? $"{field}.Store(in {state}, _text);" : $"{field} = {state};");
            context.Writer.Line($"{context.Names.Seen(total.Aggregate.Name)} = {context.Local("seen", total.Aggregate.Name, "Seen")};");
        }
    }
}
