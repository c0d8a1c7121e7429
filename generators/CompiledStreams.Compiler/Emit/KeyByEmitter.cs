using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes a key by, and how an event goes to the loop that has its key's state.</summary>
internal static class KeyByEmitter
{
    public static void Emit(LoopContext context, KeyStep step, EventInHand value, bool isLast)
    {
        string key = context.Scope.Unique(NameScope.Local(step.KeyBy.Name));
        context.Writer.Line($"{step.KeyBy.Key.Type.Code} {key} = {MethodCode.Call(context, step.KeyBy.Method, value.Value)};").Line();
        StepEmitter.EmitAll(context, step.Then, value with { Key = key }, isLast);
    }

    public static void Collect(LoopContext context, CollectStep step, EventInHand value)
    {
        string name = step.Operator.Name;
        string hash = $"{KeyCode.Layout(context.Names, step.Key)}.Hash(in {value.Key})";
        string room = context.Local("room", name, "Keys"), keyed = $"new §KeyedEvent<{step.Key.Key.Type.Code}>({value.Key}, {hash}, ";
        if (!step.IsCopied)
        {
            context.Writer.Line($"{room}[{RoomEmitter.Next(context, name)}] = {keyed}{context.Index});").Line();
            return;
        }

        bool isOneToOne = context.Loop.IsOneToOne(name);
        string at = isOneToOne ? context.Index : RoomEmitter.Count(context, name);
        context.Writer.Line($"{context.Local("copies", name, "Events")}[{at}] = {value.Value};");
        context.Writer.Line($"{room}[{at}] = {keyed}{at});");
        if (!isOneToOne)
            context.Writer.Line($"{at}++;");

        context.Writer.Line();
    }
}
