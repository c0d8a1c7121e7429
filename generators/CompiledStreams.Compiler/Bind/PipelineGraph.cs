using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>A pipeline as a graph whose edges have types, keys and change semantics.</summary>
/// <param name="Pipeline">What was parsed.</param>
/// <param name="Nodes">Its operators, each after those that it reads; in the order of the text where that leaves a choice.</param>
/// <param name="Problems">What Parse and Bind found: the graph may be planned only where there is none.</param>
internal sealed record PipelineGraph(PipelineModel Pipeline, EquatableArray<Node> Nodes, EquatableArray<Problem> Problems)
{
    /// <summary>Whether loops can be made of it: nothing was reported here, by the rules of events, or by the C# compiler.</summary>
    public bool IsRight => Problems.Count == 0 && !Pipeline.IsBroken && Nodes.All(IsKnown);

    private static bool IsKnown(Node node) =>
        node.Operator is not (BrokenModel or SourceModel { Codecs: null } or SinkModel { Codecs: null }) && node.Inputs.Concat(node.Outputs).All(e => e.Type.Kind == TypeUse.Value);
}

/// <summary>An operator with the streams that it reads and makes.</summary>
internal sealed record Node(OperatorModel Operator, EquatableArray<Edge> Inputs, EquatableArray<Edge> Outputs);

/// <summary>A stream.</summary>
/// <param name="Name">The name under which it is read.</param>
/// <param name="Type">The type of its events.</param>
/// <param name="Changes">What its events mean.</param>
/// <param name="Key">Its key, or null where it has none.</param>
/// <param name="Origin">The aggregate that made its events upserts; empty where they are none.</param>
internal sealed record Edge(string Name, TypeRef Type, ChangeKind Changes, KeyedBy? Key, string Origin);

/// <summary>The key of a stream, and the operator that gave it.</summary>
internal sealed record KeyedBy(string Operator, KeyModel Key);

/// <summary>What the events of a stream mean; the values are those of <c>Changes</c>.</summary>
internal enum ChangeKind
{
    /// <summary>It isn't known: nothing about it is reported.</summary>
    Unknown = 0,
    Append = 1,
    Upsert = 2,
}
