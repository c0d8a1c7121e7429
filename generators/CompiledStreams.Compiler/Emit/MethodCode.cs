using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes calls of users' methods: they are called, never copied.</summary>
internal static class MethodCode
{
    public static string Call(LoopContext context, MethodModel method, string value, string more = "") =>
        $"{context.Names.Call(method, method.IsStatic ? "" : context.Local("pipeline", "pipeline"))}({method.Event.Argument(value)}{more})";

    /// <summary>A call of a method that takes its key's state before the event.</summary>
    public static string Call(LoopContext context, MethodModel method, string state, string value, string more) =>
        $"{context.Names.Call(method, method.IsStatic ? "" : context.Local("pipeline", "pipeline"))}(ref {state}, {method.Event.Argument(value)}{more})";
}
