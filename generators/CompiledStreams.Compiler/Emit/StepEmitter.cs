using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes the steps of a loop.</summary>
internal static class StepEmitter
{
    /// <summary>Writes steps over one event.</summary>
    /// <param name="context">The loop.</param>
    /// <param name="steps">The steps that read the event.</param>
    /// <param name="value">The event.</param>
    /// <param name="isLast">Whether nothing else of the loop's body comes after these steps, so that <c>continue</c> goes to the next event.</param>
    public static void EmitAll(LoopContext context, EquatableArray<Step> steps, EventInHand value, bool isLast)
    {
        for (int i = 0; i < steps.Count; i++)
            Emit(context, steps[i], value, isLast && i == steps.Count - 1);
    }

    /// <summary>Writes what is done with a value that was just made: into a sink's room at once, else by a local.</summary>
    public static void EmitMade(LoopContext context, Step step, TypeRef type, string expression, string member, bool isLast)
    {
        if (step.Then.Count == 1 && step.Then[0] is SinkStep or GatherStep)
        {
            if (step is not MapStep)
                context.Writer.Line();

            Emit(context, step.Then[0], new EventInHand(expression, ""), isLast);
            return;
        }

        string local = context.Scope.Unique(NameScope.Value(type.Name));
        context.Writer.Line($"{type.Code} {local} = {expression};").Line();
        EmitAll(context, step.Then, new EventInHand(local, ""), isLast);
    }

    private static void Emit(LoopContext context, Step step, EventInHand value, bool isLast)
    {
        string what = step is CollectStep ? $"To {step.Model.Name}, with its key." : $"{step.Model.Name}: {step.Model.Kind}.";
        context.Writer.Line("// " + Literal.Comment(what));
        switch (step)
        {
            case FilterStep filter:
                FilterEmitter.Emit(context, filter, value, isLast);
                break;
            case MapStep map:
                MapEmitter.Emit(context, map, value, isLast);
                break;
            case KeyStep key:
                KeyByEmitter.Emit(context, key, value, isLast);
                break;
            case TotalStep total:
                AggregateEmitter.Emit(context, total, value, isLast);
                break;
            case UpdateStep update:
                AggregateEmitter.Emit(context, update, value, isLast);
                break;
            case FlatMapStep flatMap:
                FlatMapEmitter.Emit(context, flatMap, value);
                break;
            case ProcessStep process:
                ProcessEmitter.Emit(context, process, value);
                break;
            case SinkStep sink:
                RoomEmitter.Put(context, sink.Sink.Name, value.Value);
                break;
            case GatherStep union:
                RoomEmitter.Put(context, union.Union.Name, value.Value);
                break;
            case CollectStep collect:
                KeyByEmitter.Collect(context, collect, value);
                break;
        }
    }
}
