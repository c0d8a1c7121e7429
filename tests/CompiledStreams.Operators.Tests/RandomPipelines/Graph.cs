namespace CompiledStreams.Operators.Tests.RandomPipelines;

/// <summary>A pipeline as data: both its C# text and its obvious evaluation are made from it, and share no code.</summary>
/// <param name="Nodes">The operators; inputs come before their readers.</param>
internal sealed record Graph(IReadOnlyList<Node> Nodes)
{
    /// <summary>The operators that read a node, in the order of the text.</summary>
    public IEnumerable<(Node Reader, int Index)> Readers(int node) =>
        Nodes.Select((reader, index) => (reader, index)).Where(pair => pair.reader.Inputs.Contains(node));

    public IEnumerable<int> Sinks => Enumerable.Range(0, Nodes.Count).Where(node => Nodes[node].Kind == Kind.Sink);

    public IEnumerable<int> Sources => Enumerable.Range(0, Nodes.Count).Where(node => Nodes[node].Kind == Kind.Source);

    /// <summary>The sources whose events come to a node.</summary>
    public IEnumerable<int> SourcesOf(int node) => Nodes[node].Kind == Kind.Source ? [node] : Nodes[node].Inputs.SelectMany(SourcesOf).Distinct();

    /// <summary>Whether the order of a node's events is the plan's within one source event: they came through a union of paths from one source that lie in loops of
    /// their own. Everywhere else it is that of the text.</summary>
    public bool IsInPlanOrder(int node) => (Nodes[node].Kind == Kind.Union && Meets(Nodes[node].Inputs)) || Nodes[node].Inputs.Any(IsInPlanOrder);

    /// <summary>Whether state took in events whose order is the plan's, so that the plan shows in a node's events themselves.</summary>
    public bool HasStateOfPlanOrder(int node) =>
        (Nodes[node].Kind is Kind.Aggregate or Kind.Process or Kind.WholeStream && IsInPlanOrder(node)) || Nodes[node].Inputs.Any(HasStateOfPlanOrder);

    /// <summary>Whether state took in events of several sources, so that their order shows in a node's events themselves.</summary>
    public bool HasStateOfSeveralSources(int node) =>
        (Nodes[node].Kind is Kind.Aggregate or Kind.Process or Kind.WholeStream && SourcesOf(node).Skip(1).Any()) || Nodes[node].Inputs.Any(HasStateOfSeveralSources);

    /// <summary>Whether a process took in events whose order is the plan's: it decides which events come to a node at all.</summary>
    public bool IsChosenByPlanOrder(int node) => (Nodes[node].Kind == Kind.Process && IsInPlanOrder(node)) || Nodes[node].Inputs.Any(IsChosenByPlanOrder);

    /// <summary>Whether a process took in events of several sources: their order decides which events come to a node at all.</summary>
    public bool IsChosenBySeveralSources(int node) =>
        (Nodes[node].Kind == Kind.Process && SourcesOf(node).Skip(1).Any()) || Nodes[node].Inputs.Any(IsChosenBySeveralSources);

    private bool Meets(int[] inputs) =>
        inputs.Where((one, i) => inputs.Skip(i + 1).Any(other => LoopOf(one) != LoopOf(other) && SourcesOf(one).Intersect(SourcesOf(other)).Any())).Any();

    // The node whose block the events of a node are worked off with.
    private int LoopOf(int node) =>
        Nodes[node].Kind is Kind.Source or Kind.FlatMap or Kind.SecondOutput or Kind.Aggregate or Kind.Process or Kind.Union ? node : LoopOf(Nodes[node].Inputs[0]);
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

    /// <summary>The second output of the flat map or process that it names as its input.</summary>
    SecondOutput,

    KeyBy,

    /// <summary>A running aggregate per key; B odd: an upsert.</summary>
    Aggregate,

    /// <summary>A process per key; A odd: it removes keys, B odd: it has two outputs.</summary>
    Process,

    WholeStream,
    Union,
    Sink,
}
