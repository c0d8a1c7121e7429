using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes how an exception of a user's operator is found: the block in hand is run again event by event, without its effects. Operators are pure, so the
/// one that threw throws again; a loop with state remembers its event, and what doesn't throw again there is its Add.</summary>
internal sealed class LocateEmitter
{
    private readonly LoopContext _context;
    private readonly string _operator;
    private readonly string _key;
    private readonly string _event;
    private readonly string _found;

    private LocateEmitter(LoopContext context)
    {
        _context = context;
        _operator = context.Scope.Unique("name");
        _key = context.Scope.Unique("key");
        _event = context.Scope.Unique("value");
        _found = context.Scope.Unique("found");
    }

    public static void Emit(SourceWriter writer, PipelinePlan plan, LaneNames names, LoopPlan loop) =>
        new LocateEmitter(new LoopContext(plan, names, loop, writer)).Emit();

    private void Emit()
    {
        SourceWriter writer = _context.Writer;
        LoopPlan loop = _context.Loop;
        using (writer.Braces($"private §OperatorFailure? {_context.Names.LocateIn(loop.Stream)}({_context.Parameters})"))
        {
            if (loop.Body.Count == 1 && loop.Body[0] is ProcessStep process)
                EmitAtHand(process);
            else
                EmitAgain(loop);
        }

        writer.Line();
    }

    private void EmitAgain(LoopPlan loop)
    {
        SourceWriter writer = _context.Writer;
        if (loop.Steps.Any(LoopEmitter.MethodNeedsPipeline))
            writer.Line($"{_context.Names.Type} {_context.Local("pipeline", "pipeline")} = _pipeline;");

        FlatMapEmitter.Open(_context);
        writer.Lines($"""
            string {_operator} = "";
            object? {_key} = null;
            object? {_event} = null;
            """);
        if (loop.HasState)
            writer.Line($"§OperatorFailure? {_found} = null;");

        // A loop with state is at one event; the others are run from the block's start.
        if (loop.HasState)
            writer.Line($"int {_context.Index} = _at;");

        using (writer.Braces(loop.HasState
            ? $"if ({_context.Index} >= 0 && {_context.Index} < {_context.Block}.Length)"
            : $"for (int {_context.Index} = 0; {_context.Index} < {_context.Block}.Length; {_context.Index}++)"))
        {
            EventInHand value = LoopEmitter.EmitItem(_context, _context.Scope.Unique(NameScope.Value(loop.Type.Name)));
            using (writer.Braces("try"))
                Emit(loop.Body, value);

            using (writer.Braces("catch (§Exception)"))
                writer.Line($"return new §OperatorFailure({_operator}, {_key}?.ToString(), {_event}?.ToString() ?? \"\");");
        }

        writer.Line().Line(loop.HasState ? $"return {_found};" : "return null;");
    }

    // Nothing comes after a process in its loop: it is what threw, at the event in hand.
    private void EmitAtHand(ProcessStep process)
    {
        SourceWriter writer = _context.Writer;
        writer.Line($"int {_context.Index} = _at;");
        writer.Line($"if ({_context.Index} < 0 || {_context.Index} >= {_context.Block}.Length)");
        using (writer.Indented())
            writer.Line("return null;");

        writer.Line();
        EventInHand value = LoopEmitter.EmitItem(_context, _context.Scope.Unique(NameScope.Value(_context.Loop.Type.Name)));
        writer.Line($"return new §OperatorFailure({Literal.Of(process.Model.Name)}, {value.Key}.Key.ToString(), {value.Value}.ToString() ?? \"\");");
    }

    private void Emit(EquatableArray<Step> steps, EventInHand value)
    {
        foreach (Step step in steps)
            Emit(step, value);
    }

    private void Emit(Step step, EventInHand value)
    {
        SourceWriter writer = _context.Writer;
        if (step is SinkStep or GatherStep or CollectStep)
            return;

        string key = step is UpdateStep ? value.Key + ".Key" : value.Key.Length == 0 ? "null" : value.Key;
        writer.Line($"({_operator}, {_key}, {_event}) = ({Literal.Of(step.Model.Name)}, {key}, {value.Value});");
        switch (step)
        {
            case FilterStep filter:
                using (writer.Braces($"if ({MethodCode.Call(_context, filter.Filter.Method, value.Value)})"))
                    Emit(filter.Then, value);
                break;
            case MapStep map:
                Made(step, map.Map.Result, MethodCode.Call(_context, map.Map.Method, value.Value));
                break;
            case KeyStep keyBy:
                string made = _context.Scope.Unique(NameScope.Local(keyBy.KeyBy.Name));
                writer.Line($"{keyBy.KeyBy.Key.Type.Code} {made} = {MethodCode.Call(_context, keyBy.KeyBy.Method, value.Value)};");
                Emit(keyBy.Then, value with { Key = made });
                break;
            case FlatMapStep flatMap:
                writer.Line(MethodCode.Call(_context, flatMap.FlatMap.Method, value.Value, string.Concat(flatMap.FlatMap.Emits.Select(o => ", " + _context.Local("output", o.Name)))) + ";");
                break;
            case TotalStep total:
                writer.Line($"{_found} = new §OperatorFailure({_operator}, null, {_event}?.ToString() ?? \"\");");
                Made(step, total.Aggregate.Result, (total.Aggregate.State.HoldsText ? $"{_context.Names.State(total.Aggregate.Name)}.Load(_text)" : _context.Names.State(total.Aggregate.Name)) + ".Result()");
                break;
            case UpdateStep update:
                Update(update, value);
                break;
        }
    }

    private void Update(UpdateStep update, EventInHand value)
    {
        AggregateModel aggregate = update.Aggregate;
        string slot = _context.Scope.Unique(NameScope.Local(aggregate.Name));
        string isThere = _context.Scope.Unique("isThere");
        SourceWriter writer = _context.Writer;
        writer.Line($"{_found} = new §OperatorFailure({_operator}, {_key}?.ToString(), {_event}?.ToString() ?? \"\");");
        writer.Line($"ref {KeyCode.Slot(aggregate.State)} {slot} = ref {_context.Names.State(aggregate.Name)}.Open().TryGet(in {value.Key}.Key, {value.Key}.Hash, out bool {isThere});");
        using (writer.Braces($"if ({isThere})"))
            Made(update, aggregate.Result, $"{slot}{(aggregate.State.HoldsText ? ".Load(_text)" : "")}.Result({KeyCode.ResultArgument(aggregate, value.Key + ".Key")})");
    }

    private void Made(Step step, TypeRef type, string expression)
    {
        string local = _context.Scope.Unique(NameScope.Value(type.Name));
        _context.Writer.Line($"{type.Code} {local} = {expression};");
        Emit(step.Then, new EventInHand(local, ""));
    }
}
