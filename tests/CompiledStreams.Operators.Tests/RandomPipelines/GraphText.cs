using System.Text;

namespace CompiledStreams.Operators.Tests.RandomPipelines;

/// <summary>The C# text of a graph.</summary>
internal static class GraphText
{
    /// <summary>The event and key types that every random pipeline uses.</summary>
    public const string Types = """
        using System;
        using CompiledStreams;

        [Event] public readonly partial record struct Item(int Id, int Key, long Value, Utf8Text Name);

        public readonly record struct Place(int Key, Utf8Text Name);
        """;

    public static string Of(Graph graph, string className) => Of(graph, className, node => $$"""    [Source] public partial Source<Item> N{{node}} { get; }""");

    /// <param name="graph">The graph.</param>
    /// <param name="className">The pipeline's name.</param>
    /// <param name="source">The members that bring a source's items, by its node.</param>
    public static string Of(Graph graph, string className, Func<int, string> source)
    {
        StringBuilder text = new($"using System;\nusing CompiledStreams;\n\n[Pipeline]\npublic sealed partial class {className}\n{{\n");
        for (int i = 0; i < graph.Nodes.Count; i++)
            text.Append(graph.Nodes[i].Kind == Kind.Source ? source(i) : Member(graph, i)).Append('\n');

        return text.Append("}\n").ToString();
    }

    /// <summary>A class that runs a pipeline over an input; <c>Run</c> gives what each sink got, in the order of the sinks, as lines.</summary>
    public static string RunnerOf(Graph graph, string className)
    {
        int[] sinks = [.. graph.Sinks];
        return $$"""
            using System;
            using System.Collections.Generic;
            using CompiledStreams;

            public static class {{className}}Runner
            {
                public static List<string>[] Run(IInput input, bool poisons)
                {
                    List<string>[] sinks = [{{string.Join(", ", sinks.Select(_ => "[]"))}}];
                    PipelineRun<{{className}}> run = new {{className}}().Read(p => p.N0, input);
                    {{string.Join("\n        ", sinks.Select((node, i) => $"run.Write(p => p.N{node}, Memory.To(sinks[{i}], (Item e) => $\"{{e.Id}},{{e.Key}},{{e.Value}},{{e.Name}}\"));"))}}
                    if (poisons)
                        run.PoisonViews();

                    run.RunAsync().GetAwaiter().GetResult().Dispose();
                    return sinks;
                }
            }
            """;
    }

    private static string Member(Graph graph, int index)
    {
        Node node = graph.Nodes[index];
        string name = $"N{index}", input = node.Inputs.Length > 0 ? Reference(graph, node.Inputs[0]) : "";
        return node.Kind switch
        {
            Kind.Sink => $$"""    [Sink({{input}})] public partial Sink<Item> {{name}} { get; }""",
            Kind.Union => $$"""    [Union({{string.Join(", ", node.Inputs.Select(i => Reference(graph, i)))}})] public partial Stream<Item> {{name}} { get; }""",
            Kind.Filter => $"    [Filter({input})] internal static bool {name}(in Item e) => {Predicate(node)};",
            Kind.Map => $"    [Map({input})] internal static Item {name}(in Item e) => {Mapped(node)};",
            Kind.FlatMap => FlatMap(name, input, node),
            Kind.SecondOutput => "",
            Kind.Process => Process(name, input, node, graph.Nodes[node.Inputs[0]]),
            Kind.KeyBy => $"    [KeyBy({input})] internal static {Key(node)}",
            Kind.Aggregate => Aggregate(name, node, $"Aggregate({input}{(node.B % 2 == 1 ? "" : ", Output = Changes.Append")})", KeyType(graph.Nodes[node.Inputs[0]])),
            _ => Aggregate(name, node, $"Aggregate({input}, WholeStream = true, Output = Changes.Append)", null),
        };

        string Key(Node key) => $"{KeyType(key)} {name}(in Item e) => {KeyOf(key)};";
    }

    private static string Reference(Graph graph, int node) => graph.Nodes[node].Kind switch
    {
        Kind.SecondOutput => $"\"N{graph.Nodes[node].Inputs[0]}.second\"",
        Kind.FlatMap or Kind.Process when graph.Nodes[node].B % 2 == 1 => $"\"N{node}.first\"",
        _ => $"\"N{node}\"",
    };

    private static string Predicate(Node node) => (node.B % 3) switch
    {
        0 => $"e.Value % {node.A + 1} != 0",
        1 => $"e.Name.Length > {node.A}",
        _ => $"e.Key != {node.A}",
    };

    private static string Mapped(Node node) => (node.B % 2) switch
    {
        0 => $"e with {{ Value = unchecked(e.Value * {node.A} + 1) }}",
        _ => $"e with {{ Key = (e.Key + {node.A}) % 7, Name = e.Name.Slice(0, Math.Min(e.Name.Length, {node.A})) }}",
    };

    private static string FlatMap(string name, string input, Node node) => node.B == 0
        ? $"    [FlatMap({input})] internal static void {name}(in Item e, Output<Item> first) {{ for (int i = 0; i < Math.Abs(e.Value % {node.A + 1}); i++) first.Emit(e with {{ Value = e.Value + i }}); }}"
        : $"    [FlatMap({input})] internal static void {name}(in Item e, Output<Item> first, Output<Item> second) {{ first.Emit(e); if (e.Key % 2 == 0) {{ second.Emit(e); second.Emit(e with {{ Value = -e.Value }}); }} }}";

    private static string Process(string name, string input, Node node, Node key)
    {
        // A third of them hold text, half are told the key, which must be that of the event.
        bool holdsText = node.A % 3 == 0, removes = node.A % 2 == 1, takesKey = node.B < 3;
        return $$"""
                internal partial struct {{name}}State { internal long Total; internal int Count; {{(holdsText ? "internal Utf8Text? Longest;" : "")}} }
                [Process({{input}})] internal static {{(removes ? "StateAfter" : "void")}} {{name}}(ref {{name}}State s, in Item e{{(takesKey ? $", in {KeyType(key)} key" : "")}}, Output<Item> first{{(node.B % 2 == 1 ? ", Output<Item> second" : "")}})
                {
                    {{KeyType(key)}} own = {{KeyOf(key)}};
                    s.Total += {{(takesKey ? "key == own ? e.Value : 1000" : "e.Value")}};
                    s.Count++;
                    {{(holdsText ? "if (e.Name.Length > s.Longest.GetValueOrDefault().Length) s.Longest = e.Name;" : "")}}
                    if (s.Count % {{node.A}} == 0) first.Emit(new(e.Id, s.Count, s.Total, {{(holdsText ? "s.Longest ?? \"none\"" : "\"x\"")}}));
                    {{(node.B % 2 == 1 ? "if (e.Key % 2 == 0) { second.Emit(e); second.Emit(e with { Value = s.Total }); }" : "")}}
                    {{(removes ? $"return e.Value % 5 == 0 || s.Count > {node.A + 2} ? StateAfter.Remove : StateAfter.Keep;" : "")}}
                }
            """;
    }

    private static string KeyType(Node key) => (key.B % 3) switch { 0 => "int", 1 => "Utf8Text", _ => "Place" };

    private static string KeyOf(Node key) => (key.B % 3) switch { 0 => "e.Key", 1 => "e.Name", _ => "new(e.Key, e.Name)" };

    private static string Aggregate(string name, Node node, string attribute, string? keyType)
    {
        // Half of them hold text: the longest name so far.
        (string field, string add, string result) = node.A % 2 == 0
            ? ("Utf8Text longest;", "if (e.Name.Length > longest.Length) longest = e.Name;", "longest")
            : ("int lengths;", "lengths += e.Name.Length;", "\"x\"");
        return $$"""
                [{{attribute}}] internal partial struct {{name}}
                {
                    long total; int last; int count; {{field}}
                    public void Add(in Item e) { total += e.Value; last = e.Id; count++; {{add}} }
                    public readonly Item Result({{(keyType is null ? "" : keyType + " key")}}) => new(last, count, total, {{result}});
                }
            """;
    }
}
