using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes a map.</summary>
internal static class MapEmitter
{
    public static void Emit(LoopContext context, MapStep step, EventInHand value, bool isLast) =>
        StepEmitter.EmitMade(context, step, step.Map.Result, MethodCode.Call(context, step.Map.Method, value.Value), step.Map.Name, isLast);
}
