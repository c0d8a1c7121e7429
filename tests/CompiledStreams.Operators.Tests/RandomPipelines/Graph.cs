namespace CompiledStreams.Operators.Tests.RandomPipelines;

/// <summary>A pipeline as data: both its C# text and its obvious evaluation are made from it, and share no code.</summary>
/// <param name="Nodes">The operators; inputs come before their readers.</param>
internal sealed record Graph(IReadOnlyList<Node> Nodes)
{
    /// <summary>The operators that read a node, in the order of the text.</summary>
    public IEnumerable<(Node Reader, int Index)> Readers(int node) =>
        Nodes.Select((reader, index) => (reader, index)).Where(pair => pair.reader.Inputs.Contains(node));

    /// <summary>Whether two paths from a source meet in a union and only one of them leaves the loop over the block: there the order within one source event
    /// is the plan's.</summary>
    public bool MeetsAgainBehindACut => Nodes.Any(node => node.Kind == Kind.Union && Meets(node));

    private bool Meets(Node union)
    {
        var origins = union.Inputs.Select(input => (Sources: Sources(input).ToHashSet(), Cut: IsBehindCut(input))).ToArray();
        return origins.Any(one => one.Cut && origins.Any(other => !ReferenceEquals(one.Sources, other.Sources) && one.Sources.Overlaps(other.Sources)));
    }

    private IEnumerable<int> Sources(int node) =>
        Nodes[node].Kind == Kind.Source ? [node] : Nodes[node].Inputs.SelectMany(Sources);

    private bool IsBehindCut(int node) =>
        Nodes[node].Kind is Kind.FlatMap or Kind.SecondOutput or Kind.Aggregate or Kind.WholeStream || Nodes[node].Inputs.Any(IsBehindCut);
}

/// <summary>One operator.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Inputs">The nodes it reads.</param>
/// <param name="A">A number that varies it.</param>
/// <param name="B">Another.</param>
internal sealed record Node(Kind Kind, int[] Inputs, int A, int B)
{
    public override string ToString() => $"{Kind}({string.Join(",", Inputs)};{A},{B})";
}

internal enum Kind
{
    Source,
    Filter,
    Map,
    FlatMap,

    /// <summary>The second output of the flat map that it names as its input.</summary>
    SecondOutput,

    KeyBy,

    /// <summary>A running aggregate per key; B odd: an upsert.</summary>
    Aggregate,

    WholeStream,
    Union,
    Sink,
}
