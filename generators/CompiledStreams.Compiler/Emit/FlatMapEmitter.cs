using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes a flat map: what it emits is kept in order, and owed to its readers until they have room.</summary>
internal static class FlatMapEmitter
{
    public static void Emit(LoopContext context, FlatMapStep step, EventInHand value)
    {
        string outputs = string.Concat(step.FlatMap.Emits.Select(o => ", " + context.Local("output", o.Name)));
        context.Writer.Line(MethodCode.Call(context, step.FlatMap.Method, value.Value, outputs) + ";").Line();
    }

    /// <summary>Writes the outputs' locals, before the loop.</summary>
    public static void Open(LoopContext context)
    {
        foreach (FlatMapStep step in context.Loop.Steps.OfType<FlatMapStep>())
        {
            foreach (Parse.StreamModel output in step.FlatMap.Emits)
                context.Writer.Line($"§Output<{output.Type.Code}> {context.Local("output", output.Name)} = new({context.Names.Output(output.Name)});");
        }
    }
}
