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
        string count = context.Local("count", name, "Count");
        string hash = $"{KeyCode.Layout(context.Names, step.Key)}.Hash(in {value.Key})";
        string keyed = $"new §KeyedEvent<{step.Key.Key.Type.Code}>({value.Key}, {hash}, {(step.IsCopied ? count : context.Index)})";
        if (!step.IsCopied)
        {
            context.Writer.Line($"{context.Local("room", name, "Keys")}[{count}++] = {keyed};").Line();
            return;
        }

        context.Writer.Line($"{context.Local("copies", name, "Events")}[{count}] = {value.Value};");
        context.Writer.Line($"{context.Local("room", name, "Keys")}[{count}] = {keyed};");
        context.Writer.Line($"{count}++;").Line();
    }
}
