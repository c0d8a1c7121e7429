using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes a filter: the rest of the body is left out for an event that it rejects.</summary>
internal static class FilterEmitter
{
    public static void Emit(LoopContext context, FilterStep step, EventInHand value, bool isLast)
    {
        string call = $"{MethodCode.Call(context, step.Filter.Method, value.Value)}";
        if (isLast)
        {
            context.Writer.Line($"if (!{call})");
            using (context.Writer.Indented())
                context.Writer.Line("continue;");

            context.Writer.Line();
            StepEmitter.EmitAll(context, step.Then, value, isLast: true);
            return;
        }

        using (context.Writer.Braces($"if ({call})"))
            StepEmitter.EmitAll(context, step.Then, value, isLast: false);

        context.Writer.Line();
    }
}
