using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Plan;

/// <summary>What a loop does with one event.</summary>
/// <param name="Then">What is done with what comes of it.</param>
internal abstract record Step(EquatableArray<Step> Then)
{
    /// <summary>The operator that it is.</summary>
    public abstract OperatorModel Model { get; }
}

internal sealed record FilterStep(FilterModel Filter, EquatableArray<Step> Then) : Step(Then)
{
    public override OperatorModel Model => Filter;
}

internal sealed record MapStep(MapModel Map, EquatableArray<Step> Then) : Step(Then)
{
    public override OperatorModel Model => Map;
}

internal sealed record KeyStep(KeyByModel KeyBy, EquatableArray<Step> Then) : Step(Then)
{
    public override OperatorModel Model => KeyBy;
}

/// <summary>An aggregate that has one state for the whole stream.</summary>
internal sealed record TotalStep(AggregateModel Aggregate, EquatableArray<Step> Then) : Step(Then)
{
    public override OperatorModel Model => Aggregate;
}

/// <summary>An operator that has a state a key: the first step of its loop.</summary>
internal abstract record KeyedStep(KeyedBy Key, EquatableArray<Step> Then) : Step(Then);

/// <summary>An aggregate that has a state a key.</summary>
internal sealed record UpdateStep(AggregateModel Aggregate, KeyedBy Key, EquatableArray<Step> Then) : KeyedStep(Key, Then)
{
    public override OperatorModel Model => Aggregate;
}

/// <summary>A process function: the only step of its loop, since what it emits is owed.</summary>
internal sealed record ProcessStep(ProcessModel Process, KeyedBy Key) : KeyedStep(Key, EquatableArray<Step>.Empty)
{
    public override OperatorModel Model => Process;
}

internal sealed record FlatMapStep(FlatMapModel FlatMap) : Step(EquatableArray<Step>.Empty)
{
    public override OperatorModel Model => FlatMap;
}

internal sealed record SinkStep(SinkModel Sink) : Step(EquatableArray<Step>.Empty)
{
    public override OperatorModel Model => Sink;
}

/// <summary>Gives an event to a union.</summary>
internal sealed record GatherStep(UnionModel Union) : Step(EquatableArray<Step>.Empty)
{
    public override OperatorModel Model => Union;
}

/// <summary>Gives an event with its key to the loop that has the state.</summary>
/// <param name="IsCopied">Whether the event is made in this loop, and so copied; else it stays in the loop's own block.</param>
internal sealed record CollectStep(StatefulModel Operator, KeyedBy Key, bool IsCopied) : Step(EquatableArray<Step>.Empty)
{
    public override OperatorModel Model => Operator;
}
