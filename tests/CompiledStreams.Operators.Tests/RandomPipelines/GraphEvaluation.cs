using System.Globalization;

namespace CompiledStreams.Operators.Tests.RandomPipelines;

/// <summary>The obvious evaluation of a graph: each event is handed to each reader in turn, all the way down, before the next one.</summary>
internal sealed class GraphEvaluation(Graph graph)
{
    private readonly Dictionary<(int Node, object Key), State> _states = [];
    private readonly Dictionary<int, List<PlainItem>> _sinks = graph.Nodes
        .Select((node, index) => (node, index)).Where(pair => pair.node.Kind == Kind.Sink).ToDictionary(pair => pair.index, _ => new List<PlainItem>());

    /// <summary>What each sink gets, by its node.</summary>
    /// <param name="graph">The operators.</param>
    /// <param name="items">The items that come, each from a source.</param>
    public static IReadOnlyDictionary<int, List<PlainItem>> Of(Graph graph, IEnumerable<(int Source, PlainItem Item)> items)
    {
        GraphEvaluation evaluation = new(graph);
        foreach ((int source, PlainItem item) in items)
            evaluation.HandOn(source, item);

        return evaluation._sinks;
    }

    private void HandOn(int node, PlainItem item)
    {
        foreach ((Node reader, int index) in graph.Readers(node))
        {
            if (reader.Kind != Kind.SecondOutput)
                Take(index, reader, item);
        }
    }

    private void Take(int index, Node node, PlainItem e)
    {
        switch (node.Kind)
        {
            case Kind.Sink:
                _sinks[index].Add(e);
                break;
            case Kind.Filter when Keeps(node, e):
            case Kind.Union:
                HandOn(index, e);
                break;
            case Kind.Map:
                HandOn(index, node.B % 2 == 0
                    ? e with { Value = unchecked(e.Value * node.A + 1) }
                    : e with { Key = (e.Key + node.A) % 7, Name = e.Name[..Math.Min(e.Name.Length, node.A)] });
                break;
            case Kind.FlatMap when node.B == 0:
                for (long i = 0; i < Math.Abs(e.Value % (node.A + 1)); i++)
                    HandOn(index, e with { Value = e.Value + i });
                break;
            case Kind.FlatMap:
                HandOn(index, e);
                if (e.Key % 2 == 0)
                {
                    HandOn(index + 1, e);
                    HandOn(index + 1, e with { Value = -e.Value });
                }

                break;
            case Kind.KeyBy:
                HandOn(index, e);
                break;
            case Kind.Aggregate:
                HandOn(index, Update(index, KeyOf(graph.Nodes[node.Inputs[0]], e), node, e));
                break;
            case Kind.Process:
                Process(index, (index, KeyOf(graph.Nodes[node.Inputs[0]], e)), node, e);
                break;
            case Kind.WholeStream:
                HandOn(index, Update(index, "", node, e));
                break;
        }
    }

    private PlainItem Update(int index, object key, Node node, PlainItem e)
    {
        if (!_states.TryGetValue((index, key), out State? state))
            _states[(index, key)] = state = new State();

        state.Total += e.Value;
        state.Count++;
        if (e.Name.Length > state.Longest.Length)
            state.Longest = e.Name;

        return new PlainItem(e.Id, state.Count, state.Total, node.A % 2 == 0 ? state.Longest : "x");
    }

    private void Process(int index, (int, object) key, Node node, PlainItem e)
    {
        if (!_states.TryGetValue(key, out State? state))
            _states[key] = state = new State();

        state.Total += e.Value;
        state.Count++;
        if (e.Name.Length > state.Longest.Length)
            state.Longest = e.Name;

        if (node.A % 2 == 1 && (e.Value % 5 == 0 || state.Count > node.A + 2))
            _states.Remove(key);

        if (state.Count % node.A == 0)
            HandOn(index, new PlainItem(e.Id, state.Count, state.Total, node.A % 3 != 0 ? "x" : state.Longest.Length == 0 ? "none" : state.Longest));

        if (node.B % 2 == 1 && e.Key % 2 == 0)
        {
            HandOn(index + 1, e);
            HandOn(index + 1, e with { Value = state.Total });
        }
    }

    private static bool Keeps(Node node, PlainItem e) => (node.B % 3) switch
    {
        0 => e.Value % (node.A + 1) != 0,
        1 => e.Name.Length > node.A,
        _ => e.Key != node.A,
    };

    private static object KeyOf(Node key, PlainItem e) => (key.B % 3) switch { 0 => e.Key, 1 => e.Name, _ => (e.Key, e.Name) };

    private sealed class State
    {
        public long Total;
        public int Count;
        public string Longest = "";
    }
}

/// <summary>An event of the obvious evaluation; its text is ASCII, so that lengths agree.</summary>
internal sealed record PlainItem(int Id, int Key, long Value, string Name)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id},{Key},{Value},{Name}");
}
