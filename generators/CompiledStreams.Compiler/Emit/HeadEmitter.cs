using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes the method that runs all loops over one block of a source or of owed output.</summary>
internal static class HeadEmitter
{
    public static void Emit(SourceWriter writer, PipelinePlan plan, LaneNames names, HeadPlan head)
    {
        NameScope scope = names.Locals;
        Dictionary<string, string> spans = new(StringComparer.Ordinal) { [head.Stream] = scope.Unique(NameScope.Local(head.Stream)) };
        List<LoopPlan> loops = [.. head.Loops.Select(plan.Loop)];
        Dictionary<string, string> arguments = new(StringComparer.Ordinal);
        writer.Line($"/// <summary>Runs a block of {Xml.Text(head.Stream)} to its end.</summary>");
        using (writer.Braces($"private void {names.Head(head.Stream)}(§ReadOnlySpan<{head.Type.Code}> {spans[head.Stream]})"))
        {
            foreach (LoopPlan loop in loops)
                arguments[loop.Stream] = EmitSpans(writer, loop, scope, spans);

            if (loops.Any(loop => loop.HasOperators))
            {
                using (writer.Braces("try"))
                    EmitCalls();

                EmitCatch(writer, plan, names, loops, arguments);
            }
            else
            {
                EmitCalls();
            }
        }

        writer.Line();

        void EmitCalls()
        {
            foreach (LoopPlan loop in loops)
                EmitCall(writer, plan, names, loop, head, spans, arguments[loop.Stream]);
        }
    }

    private static string EmitSpans(SourceWriter writer, LoopPlan loop, NameScope scope, Dictionary<string, string> spans)
    {
        if (loop.Kind != LoopKind.Keyed)
        {
            if (!spans.ContainsKey(loop.Stream))
                Declare(loop.Stream, loop.Type.Code, "");

            return spans[loop.Stream];
        }

        Declare(loop.Stream, $"§KeyedEvent<{((KeyedStep)loop.Body[0]).Key.Key.Type.Code}>", "Keys");
        string events = loop.Events;
        if (events.Length == 0)
            Declare(events = loop.Stream + ":", loop.Type.Code, "Events");

        return spans[loop.Stream] + ", " + spans[events];

        void Declare(string key, string type, string suffix)
        {
            spans[key] = scope.Unique(NameScope.Local(loop.Stream) + suffix);
            writer.Line($"§ReadOnlySpan<{type}> {spans[key]} = default;");
        }
    }

    private static void EmitCall(
        SourceWriter writer, PipelinePlan plan, LaneNames names, LoopPlan loop, HeadPlan head, Dictionary<string, string> spans, string arguments)
    {
        if (head.TellsLoops(plan))
            writer.Line($"_loop = {Number(plan, loop)};");

        string call = $"{names.Loop(loop)}({arguments});";
        if (loop.Stream == head.Stream)
        {
            writer.Line(call).Line();
            return;
        }

        writer.Line($"{spans[loop.Stream]} = {names.Block(loop)}.Take();");
        if (loop.Kind == LoopKind.Keyed && loop.Events.Length == 0)
            writer.Line($"{spans[loop.Stream + ":"]} = {names.Copies(loop.Stream)}.Take();");

        writer.Line($"if (!{spans[loop.Stream]}.IsEmpty)");
        using (writer.Indented())
            writer.Line(call);

        writer.Line();
    }

    private static void EmitCatch(SourceWriter writer, PipelinePlan plan, LaneNames names, List<LoopPlan> loops, Dictionary<string, string> arguments)
    {
        if (loops.Count == 1)
        {
            using (writer.Braces($"catch (§Exception) when (Note({Located(loops[0])}))"))
                writer.Line("throw;");

            return;
        }

        writer.Line("catch (§Exception) when (Note(_loop switch").Line("{");
        using (writer.Indented())
        {
            bool isAny = loops.All(loop => loop.HasOperators);
            foreach (LoopPlan loop in loops.Where(loop => loop.HasOperators))
                writer.Line($"{(isAny && loop == loops[loops.Count - 1] ? "_" : Number(plan, loop))} => {Located(loop)},");

            if (!isAny)
                writer.Line("_ => null,");
        }

        using (writer.Braces("}))"))
            writer.Line("throw;");

        string Located(LoopPlan loop) => $"{names.LocateIn(loop.Stream)}({arguments[loop.Stream]})";
    }

    private static string Number(PipelinePlan plan, LoopPlan loop) =>
        plan.Loops.ToList().IndexOf(loop).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
