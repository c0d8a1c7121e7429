using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes the program of one lane: what it holds, its loops, and which of them runs next.</summary>
internal sealed class LaneEmitter(SourceWriter writer, PipelinePlan plan, LaneNames names)
{
    private readonly bool _needsPipeline = plan.Loops.Any(l => l.Steps.Any(LoopEmitter.MethodNeedsPipeline));
    private readonly bool _needsText = plan.States.Any(a => a.Key is not null || a.Model.State.HoldsText);
    private readonly bool _hasState = plan.Loops.Any(l => l.HasState);
    private readonly bool _hasOwed = plan.Heads.Any(h => h.IsOwed);
    private readonly bool _hasOperators = plan.Loops.Any(l => l.HasOperators);

    public void Emit()
    {
        writer.Line("/// <summary>The loops of one lane, with their state.</summary>");
        using (writer.Braces($"private sealed class {names.Lane} : §LaneProgram"))
        {
            EmitFields();
            EmitConstructor();
            EmitStates();
            EmitCheckpoints();
            EmitDispose();
            EmitRun();
            foreach (SourcePlan source in plan.Sources)
                EmitTake(source);
            EmitFinishBlock();
            foreach (HeadPlan head in plan.Heads)
                HeadEmitter.Emit(writer, plan, names, head);
            foreach (LoopPlan loop in plan.Loops)
                LoopEmitter.Emit(writer, plan, names, loop);

            EmitLocate();
            foreach (LoopPlan loop in plan.Loops.Where(loop => loop.HasOperators))
                LocateEmitter.Emit(writer, plan, names, loop);
        }
    }

    private void EmitFields()
    {
        if (_needsPipeline)
            writer.Line($"private readonly {names.Type} _pipeline;");
        foreach (SourcePlan source in plan.Sources)
            writer.Line($"private readonly §SourceReader<{source.Model.Event.Code}> {names.Source(source.Model.Name)};");
        foreach (SinkPlan sink in plan.Sinks)
            writer.Line($"private readonly §SinkWriter<{sink.Model.Event.Code}> {names.Sink(sink.Model.Name)};");
        if (_needsText)
            writer.Line("private readonly §TextArena _text;");

        foreach (StatePlan state in plan.States)
        {
            if (state.Key is not null)
                writer.Line($"private readonly §KeyedState<{KeyCode.TableArguments(names, state)}> {names.State(state.Model.Name)};");
        }

        foreach (LoopPlan loop in plan.Loops)
            EmitBlock(loop);

        foreach (StatePlan state in plan.States.Where(a => a.Key is null))
        {
            writer.Line($"private {KeyCode.Slot(state.Model.State)} {names.State(state.Model.Name)};");
            writer.Line($"private bool {names.Seen(state.Model.Name)};");
        }

        if (_hasOwed)
            writer.Line("private §SourceReader? _inHand;");
        if (plan.Sources.Count > 1)
            writer.Line("private int _turn;");
        if (plan.Heads.Any(h => h.TellsLoops(plan)))
            writer.Line("private int _loop;");
        if (_hasState)
            writer.Line("private int _at = -1;");

        if (_hasOperators)
            writer.Line("private §OperatorFailure? _failure;");

        writer.Line();
    }

    private void EmitBlock(LoopPlan loop)
    {
        switch (loop.Kind)
        {
            case LoopKind.Union:
                writer.Line($"private readonly §EventBlock<{loop.Type.Code}> {names.Block(loop)} = new();");
                break;
            case LoopKind.Owed:
                writer.Line($"private readonly §OutputBuffer<{loop.Type.Code}> {names.Output(loop.Stream)} = new();");
                break;
            case LoopKind.Keyed:
                writer.Line($"private readonly §EventBlock<§KeyedEvent<{((KeyedStep)loop.Body[0]).Key.Key.Type.Code}>> {names.Block(loop)} = new();");
                if (loop.Events.Length == 0)
                    writer.Line($"private readonly §EventBlock<{loop.Type.Code}> {names.Copies(loop.Stream)} = new();");
                break;
        }
    }

    private void EmitConstructor()
    {
        using (writer.Braces($"public {names.Lane}({names.Type} pipeline, §LaneContext context)"))
        {
            if (_needsPipeline)
                writer.Line("_pipeline = pipeline;");

            for (int port = 0; port < plan.Sources.Count; port++)
                PortEmitter.Open(writer, names, plan.Sources[port], port);
            for (int port = 0; port < plan.Sinks.Count; port++)
                PortEmitter.Open(writer, names, plan.Sinks[port], port);

            if (_needsText)
                writer.Line("_text = new() { Poison = context.Poison };");
            foreach (StatePlan state in plan.States.Where(a => a.Key is not null))
                writer.Line($"{names.State(state.Model.Name)} = new(_text);");
        }

        writer.Line();
    }

    private void EmitStates()
    {
        writer.Line("/// <inheritdoc/>");
        if (plan.States.Count == 0)
            writer.Line("public override §IReadOnlyList<§OperatorState> States => [];");
        else
        {
            writer.Line("public override §IReadOnlyList<§OperatorState> States =>").Line("[");
            using (writer.Indented())
            {
                foreach (StatePlan state in plan.States)
                    EmitState(state);
            }

            writer.Line("];");
        }

        writer.Line();
    }

    private void EmitCheckpoints()
    {
        if (plan.States.Count > 0)
        {
            writer.Lines("""
                /// <inheritdoc/>
                public override §IReadOnlyList<§OperatorCheckpoint> Checkpoints =>
                [
                """);
            using (writer.Indented())
            {
                foreach (StatePlan state in plan.States)
                    writer.Line(Checkpoint(state) + ",");
            }

            writer.Line("];").Line();
        }

        if (_hasOwed)
            writer.Line("/// <inheritdoc/>").Line("public override bool IsSettled => _inHand is null;").Line();
    }

    private string Checkpoint(StatePlan state)
    {
        StatefulModel model = state.Model;
        string name = Literal.Of(model.Name);
        string field = names.State(model.Name);
        return state.Key is not null
            ? $"new §KeyedCheckpoint<{KeyCode.TableArguments(names, state)}>({name}, {field})"
            : $"new §StreamCheckpoint<{KeyCode.Slot(model.State)}>({name}, () => ref {field}, () => ref {names.Seen(model.Name)}{(model.State.HoldsText ? ", _text" : "")})";
    }

    private void EmitDispose()
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces("public override void Dispose()"))
        {
            foreach (StatePlan state in plan.States.Where(a => a.Key is not null))
                writer.Line($"{names.State(state.Model.Name)}.Dispose();");
        }

        writer.Line();
    }

    private void EmitState(StatePlan state)
    {
        StatefulModel model = state.Model;
        string name = Literal.Of(model.Name);
        string field = names.State(model.Name);
        (TypeRef type, string result) = model is AggregateModel aggregate
            ? (aggregate.Result, $".Result({KeyCode.ResultArgument(aggregate, "key")})")
            : (model.State.Type, "");
        if (state.Key is { } key)
        {
            string load = model.State.HoldsText ? ".Load(text)" : "";
            writer.Lines($"""
                new §KeyedOperatorState<{KeyCode.TableArguments(names, state)}, {type.Code}>(
                    {name}, {field}, static (in {KeyCode.Slot(model.State)} state, {key.Key.Type.Code} key, §TextArena text) => state{load}{result}),
                """);
            return;
        }

        string whole = field + (model.State.HoldsText ? ".Load(_text)" : "") + result;
        writer.Line($"new §StreamOperatorState<{type.Code}>({name}, global::System.Runtime.CompilerServices.Unsafe.SizeOf<{KeyCode.Slot(model.State)}>(), () => {names.Seen(model.Name)}, () => {whole}),");
    }

    private void EmitRun()
    {
        string full = string.Join(" || ", plan.Sinks.Select(s => names.Sink(s.Model.Name) + ".IsFull"));
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces("protected override §Step RunBlocks(int budget)"))
        {
            using (writer.Braces("while (budget > 0)"))
            {
                writer.Lines($"""
                    if ({full})
                        return §Step.Blocked;

                    """);
                EmitOwed();
                if (plan.Sources.Count == 1)
                    writer.Line($"int taken = {names.Take(plan.Sources[0].Model.Name)}(budget);");
                else
                    EmitTurns();

                string completed = string.Join(" && ", plan.Sources.Select(s => names.Source(s.Model.Name) + ".IsCompleted"));
                writer.Lines($"""
                    if (taken == 0)
                        return {completed} ? §Step.Completed : §Step.Idle;

                    budget = Spend(budget, taken);
                    """);
            }

            writer.Line().Line("return §Step.Progress;");
        }

        writer.Line();
    }

    private void EmitOwed()
    {
        if (!_hasOwed)
            return;

        writer.Line("// What was emitted and not read yet comes first, the deepest before what feeds it.");
        foreach (HeadPlan head in plan.Heads.Where(h => h.IsOwed).Reverse())
        {
            writer.Lines($$"""
                if ({{names.Output(head.Stream)}}.Owed > 0)
                {
                    §ReadOnlySpan<{{head.Type.Code}}> owed = {{names.Output(head.Stream)}}.Take(BlockSize);
                    budget = Spend(budget, owed.Length);
                    {{names.Head(head.Stream)}}(owed);
                    FinishBlock();
                    continue;
                }

                """);
        }
    }

    private void EmitTurns()
    {
        writer.Line("// The sources take turns.").Line("int taken = 0;");
        using (writer.Braces($"for (int tried = 0; taken == 0 && tried < {plan.Sources.Count}; tried++)"))
        {
            writer.Line("int turn = _turn;").Line($"_turn = turn + 1 == {plan.Sources.Count} ? 0 : turn + 1;").Line("taken = turn switch").Line("{");
            using (writer.Indented())
            {
                for (int i = 0; i < plan.Sources.Count; i++)
                    writer.Line($"{(i == plan.Sources.Count - 1 ? "_" : i.ToString(System.Globalization.CultureInfo.InvariantCulture))} => {names.Take(plan.Sources[i].Model.Name)}(budget),");
            }

            writer.Line("};");
        }

        writer.Line();
    }

    private void EmitTake(SourcePlan source)
    {
        string name = source.Model.Name;
        string most = source.IsSingle ? "1" : "§Math.Min(budget, BlockSize)";
        if (source.IsSingle)
            writer.Line($"// One event at a time: its branches meet again in {Literal.Comment(source.Meets)}, and the order there must not show where blocks end.");

        using (writer.Braces($"private int {names.Take(name)}(int budget)"))
        {
            writer.Lines($"""
                §ReadOnlySpan<{source.Model.Event.Code}> block = {names.Source(name)}.Read({most});
                if (block.IsEmpty)
                    return 0;

                """);
            if (_hasOwed)
                writer.Line($"_inHand = {names.Source(name)};");

            writer.Line($"{names.Head(name)}(block);");
            if (_hasOwed)
            {
                writer.Line("FinishBlock();");
            }
            else
            {
                writer.Line($"{names.Source(name)}.Release();");
                if (_needsText)
                    writer.Line("_text.EndBlock();");
            }

            writer.Line("return block.Length;");
        }

        writer.Line();
    }

    private void EmitFinishBlock()
    {
        if (!_hasOwed)
            return;

        writer.Line("/// <summary>Gives the block in hand back, unless something that came of it is still owed.</summary>");
        using (writer.Braces("private void FinishBlock()"))
        {
            writer.Lines($"""
                if ({string.Join(" || ", plan.Heads.Where(h => h.IsOwed).Select(h => names.Output(h.Stream) + ".Owed > 0"))})
                    return;

                _inHand!.Release();
                _inHand = null;
                """);
            if (_needsText)
                writer.Line("_text.EndBlock();");
        }

        writer.Line();
    }

    private void EmitLocate()
    {
        writer.Lines($"""
            /// <inheritdoc/>
            public override §OperatorFailure? Locate(§Exception exception) => {(_hasOperators ? "_failure" : "null")};

            """);
        if (!_hasOperators)
            return;

        writer.Lines("""
            // A filter of exceptions: it sees the block before the stack is unwound, and catches nothing.
            private bool Note(§OperatorFailure? failure)
            {
                _failure ??= failure;
                return false;
            }

            """);
    }
}
