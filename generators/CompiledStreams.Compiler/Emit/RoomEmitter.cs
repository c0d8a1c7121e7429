using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes where a loop's results go: room in a sink or in the block of a later loop, reserved before the loop and committed after it.</summary>
internal static class RoomEmitter
{
    public static void Put(LoopContext context, string target, string value) =>
        context.Writer.Line($"{context.Local("room", target)}[{Next(context, target)}] = {value};").Line();

    /// <summary>The expression of the next place in the room of a target: the event's own, where each event gives one.</summary>
    public static string Next(LoopContext context, string target) => context.Loop.IsOneToOne(target) ? context.Index : Count(context, target) + "++";

    /// <summary>The local that counts what is in the room of a target.</summary>
    public static string Count(LoopContext context, string target) => context.Local("count", target, "Count");

    /// <summary>Writes blocks of which nothing but sinks is made: each takes a block whole.</summary>
    public static void Pass(LoopContext context)
    {
        foreach (IGrouping<string, Step> target in Targets(context))
            context.Writer.Line($"{context.Names.Sink(target.Key)}.Write({context.Block});");
    }

    /// <summary>Reserves, before the loop.</summary>
    public static void Open(LoopContext context)
    {
        foreach (IGrouping<string, Step> target in Targets(context))
        {
            string length = context.Block + ".Length" + (target.Count() > 1 ? " * " + target.Count() : "");
            switch (target.First())
            {
                case SinkStep sink:
                    Reserve(sink.Sink.Event.Code, context.Local("room", target.Key), context.Names.Sink(target.Key), length);
                    break;
                case GatherStep union:
                    Reserve(union.Union.Event.Code, context.Local("room", target.Key), context.Names.Block(context.Plan.Loop(target.Key)), length);
                    break;
                case CollectStep collect:
                    Reserve($"§KeyedEvent<{collect.Key.Key.Type.Code}>", context.Local("room", target.Key, "Keys"), context.Names.Block(context.Plan.Loop(target.Key)), length);
                    if (collect.IsCopied)
                        Reserve(collect.Operator.Event.Type.Code, context.Local("copies", target.Key, "Events"), context.Names.Copies(target.Key), length);
                    break;
            }

            if (!context.Loop.IsOneToOne(target.Key))
                context.Writer.Line($"int {Count(context, target.Key)} = 0;");
        }

        void Reserve(string type, string room, string from, string length) => context.Writer.Line($"§Span<{type}> {room} = {from}.Reserve({length});");
    }

    /// <summary>Commits, after the loop.</summary>
    public static void Close(LoopContext context)
    {
        foreach (IGrouping<string, Step> target in Targets(context))
        {
            string count = context.Loop.IsOneToOne(target.Key) ? context.Block + ".Length" : Count(context, target.Key);
            context.Writer.Line($"{(target.First() is SinkStep ? context.Names.Sink(target.Key) : context.Names.Block(context.Plan.Loop(target.Key)))}.Commit({count});");
            if (target.First() is CollectStep { IsCopied: true })
                context.Writer.Line($"{context.Names.Copies(target.Key)}.Commit({count});");
        }
    }

    private static IEnumerable<IGrouping<string, Step>> Targets(LoopContext context) =>
        context.Loop.Steps.Where(s => s is SinkStep or GatherStep or CollectStep).GroupBy(s => s.Model.Name, StringComparer.Ordinal);
}
