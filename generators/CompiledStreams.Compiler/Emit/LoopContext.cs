using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>What the emitters of the steps of one loop share.</summary>
internal sealed class LoopContext(PipelinePlan plan, LaneNames names, LoopPlan loop, SourceWriter writer)
{
    private readonly Dictionary<string, string> _locals = new(StringComparer.Ordinal);

    public PipelinePlan Plan => plan;

    public LaneNames Names => names;

    public LoopPlan Loop => loop;

    public SourceWriter Writer => writer;

    public NameScope Scope { get; } = names.Locals;

    /// <summary>The local of a purpose, named from a member: the same each time it is asked for.</summary>
    public string Local(string purpose, string member, string suffix = "")
    {
        string key = purpose + ":" + member;
        return _locals.TryGetValue(key, out string? known) ? known : _locals[key] = Scope.Unique(NameScope.Local(member) + suffix);
    }

    /// <summary>The block's parameter.</summary>
    public string Block => loop.Kind == LoopKind.Keyed ? Local("block", loop.Stream, "Keys") : Local("block", loop.Stream);

    /// <summary>For keyed state: the parameter that has the events.</summary>
    public string Events => Local("events", loop.Stream, "Events");

    /// <summary>Which event of the block is in hand.</summary>
    public string Index => Local("index", "i");

    public string Parameters => loop.Steps.FirstOrDefault() is KeyedStep keyed
        ? $"§ReadOnlySpan<§KeyedEvent<{keyed.Key.Key.Type.Code}>> {Block}, §ReadOnlySpan<{loop.Type.Code}> {Events}"
        : $"§ReadOnlySpan<{loop.Type.Code}> {Block}";
}

/// <summary>An event on its way through a loop.</summary>
/// <param name="Value">The local that has it.</param>
/// <param name="Key">The expression of its key, or empty.</param>
internal sealed record EventInHand(string Value, string Key);
