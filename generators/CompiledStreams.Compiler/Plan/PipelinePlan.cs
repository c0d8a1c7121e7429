using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Plan;

/// <summary>A pipeline as the loops of one lane.</summary>
/// <param name="Pipeline">What was parsed.</param>
/// <param name="IsRight">Whether there are loops: a class with mistakes has none.</param>
/// <param name="Sources">The sources; a port's number is its place.</param>
/// <param name="Sinks">The sinks; a port's number is its place.</param>
/// <param name="States">The operators that have state.</param>
/// <param name="Loops">The loops, each after those that feed it.</param>
/// <param name="Heads">Where loops get their events from: sources, then owed output, the deepest last.</param>
/// <param name="Text">The plan in words, a line an operator.</param>
internal sealed record PipelinePlan(
    PipelineModel Pipeline,
    bool IsRight,
    EquatableArray<SourcePlan> Sources,
    EquatableArray<SinkPlan> Sinks,
    EquatableArray<StatePlan> States,
    EquatableArray<LoopPlan> Loops,
    EquatableArray<HeadPlan> Heads,
    EquatableArray<string> Text)
{
    public LoopPlan Loop(string stream) => Loops.First(l => l.Stream == stream);

    /// <summary>Whether the events of a loop over keys lie as its keys do: each event before it was copied, or gave a key.</summary>
    public bool HasEventsInOrder(LoopPlan keyed) =>
        Loops.Any(l => l.Steps.OfType<CollectStep>().Any(c => c.Operator.Name == keyed.Stream && (c.IsCopied || l.IsOneToOne(keyed.Stream))));
}

/// <summary>A source with what is decoded of its events, and how many are taken at a time.</summary>
/// <param name="Model">The source.</param>
/// <param name="Reads">The fields that the pipeline reads.</param>
/// <param name="IsSingle">Whether one event is taken at a time: its branches meet again in <paramref name="Meets"/> by loops of their own,
/// and in larger blocks the order of their events would show where blocks end.</param>
/// <param name="Meets">The union, or empty.</param>
internal sealed record SourcePlan(SourceModel Model, FieldUse Reads, bool IsSingle, string Meets);

/// <summary>A sink and what its events mean.</summary>
internal sealed record SinkPlan(SinkModel Model, ChangeKind Changes);

/// <summary>An operator that has state, and its key; none where it has one state for the whole stream.</summary>
internal sealed record StatePlan(StatefulModel Model, KeyedBy? Key);

/// <summary>Where loops begin: a source, or owed output.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Type">Its events.</param>
/// <param name="IsOwed">Whether it is the output of a flat map or of a process.</param>
/// <param name="Loops">The streams of the loops that run over a block of it, in order.</param>
internal sealed record HeadPlan(string Stream, TypeRef Type, bool IsOwed, EquatableArray<string> Loops)
{
    /// <summary>Whether an exception is asked which loop it came from: several run, and one of them has operators.</summary>
    public bool TellsLoops(PipelinePlan plan) => Loops.Count > 1 && Loops.Any(stream => plan.Loop(stream).HasOperators);
}

/// <summary>A method that runs over a block of events.</summary>
/// <param name="Stream">The stream that it reads, or the operator whose state it has; an output of a process has its full name, though it is read by that of the operator.</param>
/// <param name="Kind">What its block is.</param>
/// <param name="Type">The events of the block.</param>
/// <param name="Events">For keyed state, where the events weren't copied: the stream whose block they lie in.</param>
/// <param name="Body">What is done with each event.</param>
internal sealed record LoopPlan(string Stream, LoopKind Kind, TypeRef Type, string Events, EquatableArray<Step> Body)
{
    /// <summary>All steps, each before those after it.</summary>
    public IEnumerable<Step> Steps => All(Body);

    /// <summary>Whether it calls operators, which may throw, and doesn't only pass events on.</summary>
    public bool HasOperators => Steps.Any(s => s is not (SinkStep or GatherStep or CollectStep));

    /// <summary>Whether it changes state, so that running an event again isn't the same.</summary>
    public bool HasState => Steps.Any(s => s is KeyedStep or TotalStep);

    /// <summary>Whether each event gives a sink or a later loop one event, in order: one step leads there, and no filter stands before it.</summary>
    public bool IsOneToOne(string target) => Steps.Count(s => IsInto(s, target)) == 1 && Unfiltered(Body).Any(s => IsInto(s, target));

    private static bool IsInto(Step step, string target) => step is SinkStep or GatherStep or CollectStep && step.Model.Name == target;

    private static IEnumerable<Step> All(EquatableArray<Step> steps) => steps.SelectMany(s => new[] { s }.Concat(All(s.Then)));

    private static IEnumerable<Step> Unfiltered(EquatableArray<Step> steps) => steps.Where(s => s is not FilterStep).SelectMany(s => new[] { s }.Concat(Unfiltered(s.Then)));
}

/// <summary>What the block of a loop is.</summary>
internal enum LoopKind
{
    Source,
    Owed,
    Union,

    /// <summary>Events with their keys.</summary>
    Keyed,
}
