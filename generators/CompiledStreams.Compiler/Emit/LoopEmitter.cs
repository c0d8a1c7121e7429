using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes the method of one loop.</summary>
internal static class LoopEmitter
{
    public static void Emit(SourceWriter writer, PipelinePlan plan, LaneNames names, LoopPlan loop)
    {
        LoopContext context = new(plan, names, loop, writer);
        string steps = string.Join(", ", loop.Steps.Select(s => $"{s.Model.Name} ({s.Model.Kind})").Distinct());
        writer.Line($"/// <summary>{Xml.Text(loop.Stream)}: {Xml.Text(steps)}.</summary>");
        using (writer.Braces($"private void {names.Loop(loop)}({context.Parameters})"))
        {
            if (loop.Body.All(step => step is SinkStep))
                RoomEmitter.Pass(context);
            else
                EmitLoop(context);
        }

        writer.Line();
    }

    /// <summary>Whether a step calls an instance method.</summary>
    public static bool MethodNeedsPipeline(Step step) => step switch
    {
        FilterStep filter => !filter.Filter.Method.IsStatic,
        MapStep map => !map.Map.Method.IsStatic,
        FlatMapStep flatMap => !flatMap.FlatMap.Method.IsStatic,
        KeyStep keyBy => !keyBy.KeyBy.Method.IsStatic,
        ProcessStep process => !process.Process.Method.IsStatic,
        _ => false,
    };

    private static void EmitLoop(LoopContext context)
    {
        (SourceWriter writer, LaneNames names, LoopPlan loop) = (context.Writer, context.Names, context.Loop);
        if (loop.Steps.Any(MethodNeedsPipeline))
            writer.Line($"{names.Type} {context.Local("pipeline", "pipeline")} = _pipeline;");

        AggregateEmitter.Find(context);
        RoomEmitter.Open(context);
        FlatMapEmitter.Open(context);
        ProcessEmitter.Open(context);
        AggregateEmitter.Open(context);
        writer.Line();
        EmitBody(context);
        writer.Line();
        if (loop.HasState)
            writer.Line("_at = -1;");

        AggregateEmitter.Close(context);
        RoomEmitter.Close(context);
    }

    private static void EmitBody(LoopContext context)
    {
        string item = context.Scope.Unique(NameScope.Value(context.Loop.Type.Name));
        bool countsEvents = context.Loop.HasState || context.Loop.Steps.Any(s => s is CollectStep { IsCopied: false } || context.Loop.IsOneToOne(s.Model.Name));
        string head = countsEvents
            ? $"for (int {context.Index} = 0; {context.Index} < {context.Block}.Length; {context.Index}++)"
            : $"foreach (ref readonly {context.Loop.Type.Code} {item} in {context.Block})";
        using (context.Writer.Braces(head))
        {
            if (context.Loop.HasState)
                context.Writer.Line($"_at = {context.Index};");

            EventInHand value = countsEvents ? EmitItem(context, item) : new EventInHand(item, "");
            if (countsEvents)
                context.Writer.Line();

            StepEmitter.EmitAll(context, context.Loop.Body, value, isLast: true);
        }
    }

    /// <summary>Writes the locals that have the event in hand, and its key where the block has keys.</summary>
    public static EventInHand EmitItem(LoopContext context, string item)
    {
        if (context.Loop.Steps.FirstOrDefault() is not KeyedStep keyed)
        {
            context.Writer.Line($"ref readonly {context.Loop.Type.Code} {item} = ref {context.Block}[{context.Index}];");
            return new EventInHand(item, "");
        }

        string key = context.Scope.Unique(NameScope.Local(keyed.Key.Operator));
        context.Writer.Line($"ref readonly §KeyedEvent<{keyed.Key.Key.Type.Code}> {key} = ref {context.Block}[{context.Index}];");
        context.Writer.Line($"ref readonly {context.Loop.Type.Code} {item} = ref {context.Events}[{(context.Plan.HasEventsInOrder(context.Loop) ? context.Index : key + ".Index")}];");
        return new EventInHand(item, key);
    }
}
