using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>The names of what is emitted for one pipeline, made from those of the user's members.</summary>
internal sealed class LaneNames
{
    // What a lane has from its base class, and what each of them has.
    private static readonly string[] s_fixed =
    [
        "Run", "RunBlocks", "Spend", "Locate", "States", "Checkpoints", "IsSettled", "Dispose", "BlockSize", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "FinishBlock", "Note", "_at", "_failure", "_inHand", "_loop", "_pipeline", "_text", "_turn",
    ];

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly NameScope _members;

    public LaneNames(PipelinePlan plan)
    {
        _members = new NameScope(plan.Pipeline.Taken.Concat(s_fixed));
        Type = Literal.Identifier(plan.Pipeline.Type.Name) + plan.Pipeline.Type.Nesting[plan.Pipeline.Type.Nesting.Count - 1].TypeParameters;
        Lane = Of("lane", "", "Lane");
        Description = Of("description", "", "s_description");
    }

    public string Type { get; }

    public string Lane { get; }

    public string Description { get; }

    /// <summary>Names that locals must not have.</summary>
    public NameScope Locals => _members.Nested();

    public string Source(string name) => Of("source", name, "_" + NameScope.Local(name));

    public string Sink(string name) => Of("sink", name, "_" + NameScope.Local(name));

    public string State(string name) => Of("state", name, "_" + NameScope.Local(name));

    /// <summary>Whether an aggregate of a whole stream has seen an event.</summary>
    public string Seen(string name) => Of("seen", name, "_" + NameScope.Local(name) + "Seen");

    /// <summary>The block of a union, or the keys of an aggregate.</summary>
    public string Block(LoopPlan loop) => Of("block", loop.Stream, "_" + NameScope.Local(loop.Stream) + (loop.Kind == LoopKind.Keyed ? "Keys" : ""));

    /// <summary>The events of an aggregate that are made on the way to it.</summary>
    public string Copies(string name) => Of("copies", name, "_" + NameScope.Local(name) + "Events");

    public string Output(string stream) => Of("output", stream, "_" + NameScope.Local(stream));

    /// <summary>Runs one loop.</summary>
    public string Loop(LoopPlan loop) => Of("loop", loop.Stream, (loop.Kind == LoopKind.Keyed ? "Update" : loop.Kind == LoopKind.Source ? "Read" : "Pass") + NameScope.Joined(loop.Stream));

    /// <summary>Runs all loops over a block.</summary>
    public string Head(string stream) => Of("head", stream, "Run" + NameScope.Joined(stream));

    public string Take(string stream) => Of("take", stream, "Take" + NameScope.Joined(stream));

    public string LocateIn(string stream) => Of("locate", stream, "LocateIn" + NameScope.Joined(stream));

    public string Fields(string source) => Of("fields", source, NameScope.Joined(source) + "Fields");

    /// <summary>Sets a parameter.</summary>
    public string Setter(string parameter) => Of("setter", parameter, "Set" + NameScope.Joined(parameter));

    public string KeyLayout(string keyBy) => Of("layout", keyBy, NameScope.Joined(keyBy) + "Key");

    /// <summary>What a loop calls: a static method by its name alone, unless the lane has a member of that name.</summary>
    public string Call(MethodModel method, string pipeline) => method.IsStatic
        ? (s_fixed.Contains(method.Call) ? Type + "." : "") + Literal.Identifier(method.Call)
        : pipeline + "." + Literal.Identifier(method.Call);

    private string Of(string kind, string name, string wanted)
    {
        string key = kind + ":" + name;
        return _known.TryGetValue(key, out string? known) ? known : _known[key] = _members.Unique(wanted);
    }
}
