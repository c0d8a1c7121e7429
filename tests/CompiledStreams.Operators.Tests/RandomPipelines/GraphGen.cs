using CsCheck;

namespace CompiledStreams.Operators.Tests.RandomPipelines;

/// <summary>Makes random graphs that are right: every rule of the binder holds.</summary>
internal static class GraphGen
{
    public static Gen<Graph> Any { get; } = Gen.Int[0, int.MaxValue - 1].Select(seed => Make(seed));

    public static Graph Make(int seed) => Make(new Random(seed), sources: 1);

    public static Graph Make(Random random, int sources)
    {
        List<Node> nodes = [.. Enumerable.Repeat(new Node(Kind.Source, [], 0, 0), sources)];
        if (sources > 1 && random.Next(2) == 0)
            nodes.Add(new Node(Kind.Union, [0, 1], 0, 0));

        int operators = random.Next(1, 9);
        for (int i = 0; i < operators; i++)
            Add(nodes, random);

        AddSinks(nodes, random);
        return new Graph(nodes);
    }

    private static void Add(List<Node> nodes, Random random)
    {
        int[] append = [.. Enumerable.Range(0, nodes.Count).Where(node => IsStream(nodes, node) && !IsUpsert(nodes, node))];
        int[] any = [.. Enumerable.Range(0, nodes.Count).Where(node => IsStream(nodes, node))];
        int a = random.Next(1, 6), b = random.Next(0, 6);
        switch (random.Next(11))
        {
            case 0 or 1:
                nodes.Add(new Node(Kind.Filter, [Pick(append, random)], a, b));
                break;
            case 2:
                nodes.Add(new Node(Kind.Map, [Pick(any, random)], a, b));
                break;
            case 3:
                nodes.Add(new Node(Kind.FlatMap, [Pick(append, random)], a, 0));
                break;
            case 4:
                nodes.Add(new Node(Kind.FlatMap, [Pick(append, random)], a, 1));
                nodes.Add(new Node(Kind.SecondOutput, [nodes.Count - 1], a, b));
                break;
            case 5 or 6:
                nodes.Add(new Node(Kind.KeyBy, [Pick(append, random)], a, b));
                nodes.Add(new Node(Kind.Aggregate, [nodes.Count - 1], a, b));
                break;
            case 7 or 8:
                nodes.Add(new Node(Kind.KeyBy, [Pick(append, random)], a, random.Next(0, 6)));
                nodes.Add(new Node(Kind.Process, [nodes.Count - 1], a, b));
                if (b % 2 == 1)
                    nodes.Add(new Node(Kind.SecondOutput, [nodes.Count - 1], a, b));

                break;
            case 9:
                nodes.Add(new Node(Kind.WholeStream, [Pick(append, random)], a, 0));
                break;
            default:
                int first = Pick(append, random), second = Pick(append, random);
                if (first != second)
                    nodes.Add(new Node(Kind.Union, [first, second], a, b));
                break;
        }
    }

    private static void AddSinks(List<Node> nodes, Random random)
    {
        for (int node = nodes.Count - 1; node >= 0; node--)
        {
            bool isRead = nodes.Any(reader => reader.Kind != Kind.SecondOutput && reader.Inputs.Contains(node));
            if (IsStream(nodes, node) && (!isRead || random.Next(4) == 0))
                nodes.Add(new Node(Kind.Sink, [node], 0, 0));
        }
    }

    private static bool IsStream(List<Node> nodes, int node) => nodes[node].Kind is not (Kind.Sink or Kind.KeyBy);

    private static bool IsUpsert(List<Node> nodes, int node) => nodes[node].Kind switch
    {
        Kind.Aggregate => nodes[node].B % 2 == 1,
        Kind.Map => IsUpsert(nodes, nodes[node].Inputs[0]),
        _ => false,
    };

    private static int Pick(int[] from, Random random) => from[random.Next(from.Length)];
}
