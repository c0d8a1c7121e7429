using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>What each rule reports, where, and what its message says to write instead; and that a class with mistakes still compiles but for them.</summary>
public sealed class RuleTests
{
    private const string Types = """
        [Event] public readonly partial record struct Order(int Id, double Amount, Utf8Text Name);
        [Event] public readonly partial record struct Sum(int Id, double Total);
        public readonly record struct Plain(int Id);
        """;

    private const string Source = "[Source] public partial Source<Order> Orders { get; } ";
    private const string Sink = "[Sink] public partial Sink<Order> Out { get; } ";
    private const string SumSink = "[Sink] public partial Sink<Sum> Sums { get; } ";
    private const string Key = "[KeyBy] static int Key(in Order o) => o.Id; ";
    private const string Keyed = "[KeyBy(nameof(Orders))] static int Key(in Order o) => o.Id; ";
    private const string Seen = "partial struct Seen { internal int Count; } ";
    private const string Body = "double _t; public void Add(in Order o) => _t += o.Amount; public readonly Sum Result() => new(0, _t); ";

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "STREAM0105", "Orders", "[Source] public Source<Order> Orders => default; " + Sink },
        { "STREAM0106", "Orders", "[Source] public partial Sink<Order> Orders { get; } " + Sink },
        { "STREAM0106", "Orders", "[Source] public partial Source<Order> Orders { get; set; } " + Sink },
        { "STREAM0107", "Big", Source + "[Filter] static int Big(in Order o) => 1; " + Sink },
        { "STREAM0107", "Big", Source + "[Filter] static bool Big(in Order o, int more) => true; " + Sink },
        { "STREAM0107", "Big", Source + "[Filter] static bool Big(ref Order o) => true; " + Sink },
        { "STREAM0107", "Big", Source + "[Filter] static bool Big<T>(in Order o) => true; " + Sink },
        { "STREAM0107", "Big", Source + "[Filter] static bool Big() => true; " + Sink },
        { "STREAM0107", "Big", Source + "[Filter] static bool Big(string o) => true; " + Sink },
        { "STREAM0107", "Copy", Source + "[Map] static void Copy(in Order o) { } " + Sink },
        { "STREAM0107", "Copy", Source + "[Map] static string Copy(in Order o) => \"\"; " + Sink },
        { "STREAM0107", "Many", Source + "[FlatMap] static void Many(in Order o) { } " + Sink },
        { "STREAM0107", "Many", Source + "[FlatMap] static void Many(in Order o, List<Order> output) { } " + Sink },
        { "STREAM0108", "Big", Source + "[Filter, Map] static bool Big(in Order o) => true; " + Sink },
        { "STREAM0109", "Big", Source + "[Filter] static bool Big(in Order o) => true; [Filter] static bool Big(Sum o) => true; " + Sink },
        { "STREAM0140", "Orders", "[Source] public partial Source<Plain> Orders { get; } [Map] static Order Copy(in Plain p) => default; " + Sink },
        { "STREAM0141", "Orders", "[Source] private partial Source<Order> Orders { get; } " + Sink },
        { "STREAM0142", "Orders", "[Source(Formats = (Formats)8)] public partial Source<Order> Orders { get; } " + Sink },
        { "STREAM0142", "Orders", "[Source(Validate = (Validate)9)] public partial Source<Order> Orders { get; } " + Sink },
        { "STREAM0143", "Limit", "[Parameter] public int Limit { get; set; } " + Source + Sink },
        { "STREAM0201", "", "[Sink] public partial Sink<Order> Out { get; }" },
        { "STREAM0202", "Out", Source + "[Source] public partial Source<Order> Others { get; } [Union(nameof(Orders), nameof(Others))] public partial Stream<Order> All { get; } " + Sink },
        { "STREAM0202", "Big", "[Filter] static bool Big(in Order o) => true; [Source] public partial Source<Order> Orders { get; } [Sink(nameof(Big))] public partial Sink<Order> Out { get; } " },
        { "STREAM0203", "Big", Source + "[Filter] static bool Big(in Sum o) => true; [Sink] public partial Sink<Sum> Out { get; } " },
        { "STREAM0203", "Out", Source + "[Sink] public partial Sink<Sum> Out { get; } " },
        { "STREAM0203", "Big", Source + "[Filter] static bool Big(in Sum o) => true; " + Sink },
        { "STREAM0203", "Big", Source + "[Filter] static bool Big(in Sum o) => true; [Filter] static bool Small(in Order o) => true; " + Sink },
        { "STREAM0203", "Key", Source + "[KeyBy] static int Key(in Sum o) => o.Id; [Aggregate] partial struct Total { " + Body + "} " + SumSink },
        { "STREAM0204", "Out", Source + "[Sink(\"Order\")] public partial Sink<Order> Out { get; } [Sink(nameof(Orders))] public partial Sink<Order> Copy { get; }" },
        { "STREAM0205", "A", Source + "[Filter(nameof(B))] static bool A(in Order o) => true; [Filter(nameof(A))] static bool B(in Order o) => true; [Sink(nameof(Orders))] public partial Sink<Order> Out { get; } " },
        { "STREAM0205", "A", Source + "[Filter(nameof(A))] static bool A(in Order o) => true; [Sink(nameof(Orders))] public partial Sink<Order> Out { get; } " },
        { "STREAM0206", "Big", Source + "[Filter(nameof(Orders))] static bool Big(in Order o) => true; [Sink(nameof(Orders))] public partial Sink<Order> Out { get; } " },
        { "STREAM0206", "Orders", Source },
        { "STREAM0206", "Big", Source + "[Filter] static bool Big(in Order o) => true; " },
        { "STREAM0206", "Total", Source + Key + "[Aggregate] partial struct Total { " + Body + "} " },
        { "STREAM0203", "Big", Source + "[Map] static Sum Half(in Order o) => default; [Filter] static bool Big(in Order o) => true; [Sink(nameof(Big))] public partial Sink<Sum> Out { get; } " },
        { "STREAM0107", "Big", Source + "[Filter] static int Big(in Order o) => 1; " + Key + "[Aggregate] partial struct Total { " + Body + "} " + SumSink },
        { "STREAM0207", "Parts", Source + "[FlatMap(nameof(Orders))] static void Parts(in Order o, Output<Order> a, Output<Order> b) { } [Sink(\"Parts.a\")] public partial Sink<Order> Out { get; } " },
        { "STREAM0208", "Total", Source + "[Aggregate] partial struct Total { " + Body + "} " + SumSink },
        { "STREAM0209", "Out", Source + "[FlatMap(nameof(Orders))] static void Parts(in Order o, Output<Order> a, Output<Order> b) { } [Sink(nameof(Parts))] public partial Sink<Order> Out { get; } [Sink(\"Parts.b\")] public partial Sink<Order> B { get; } " },
        { "STREAM0211", "Big", Source + Key + "[Aggregate] partial struct Total { " + Body + "} [Filter] static bool Big(in Sum s) => true; " + SumSink },
        { "STREAM0212", "Sums", Source + Key + "[Aggregate] partial struct Total { " + Body + "} [Sink(Takes = Changes.Append)] public partial Sink<Sum> Sums { get; } " },
        { "STREAM0213", "All", "[Source] public partial Source<Order> Orders { get; } [Source] public partial Source<Sum> More { get; } [KeyBy(nameof(Orders))] static int Key(in Order o) => o.Id; [Aggregate(nameof(Key))] partial struct Total { " + Body + "} [Union(nameof(Total), nameof(More))] public partial Stream<Sum> All { get; } [Sink(nameof(All))] public partial Sink<Sum> Sums { get; } " },
        { "STREAM0203", "All", "[Source] public partial Source<Order> Orders { get; } [Source] public partial Source<Sum> More { get; } [Union(nameof(Orders), nameof(More))] public partial Stream<Order> All { get; } [Sink(nameof(All))] public partial Sink<Order> Out { get; } " },
        { "STREAM0215", "All", Source + "[Union(nameof(Orders))] public partial Stream<Order> All { get; } [Sink(nameof(All))] public partial Sink<Order> Out { get; } " },
        { "STREAM0215", "All", Source + "[Union(nameof(Orders), nameof(Orders))] public partial Stream<Order> All { get; } [Sink(nameof(All))] public partial Sink<Order> Out { get; } " },
        { "STREAM0216", "Key", Source + "[KeyBy] static double Key(in Order o) => o.Amount; [Aggregate] partial struct Total { " + Body + "} " + SumSink },
        { "STREAM0216", "Key", Source + "[KeyBy] static string? Key(in Order o) => null; [Aggregate] partial struct Total { " + Body + "} " + SumSink },
        { "STREAM0216", "Key", Source + "[KeyBy] static Point Key(in Order o) => default; [Aggregate] partial struct Total { " + Body + "} public readonly record struct Point(string? X); " + SumSink },
        { "STREAM0216", "Key", Source + "[KeyBy] static Point Key(in Order o) => default; [Aggregate] partial struct Total { " + Body + "} public record struct Point(int X); " + SumSink },
        { "STREAM0216", "Key", Source + "[KeyBy] static Point Key(in Order o) => default; [Aggregate] partial struct Total { " + Body + "} public readonly record struct Point(int X, float Y); " + SumSink },
        { "STREAM0217", "Total", Source + Key + "[Aggregate] partial struct Total { double _t; public void Add(in Order o) => _t += o.Amount; public readonly Sum Result(long key) => new((int)key, _t); } " + SumSink },
        { "STREAM0301", "Total._list", Source + Key + "[Aggregate] partial struct Total { List<int> _list; public void Add(in Order o) => _list = [o.Id]; public readonly Sum Result() => new(_list.Count, 0); } " + SumSink },
        { "STREAM0301", "Total._inner", Source + Key + "[Aggregate] partial struct Total { Inner _inner; public void Add(in Order o) => _inner.Id = o.Id; public readonly Sum Result() => new(_inner.Id, 0); } [State] public partial struct Inner { public int Id; public List<int> list; } " + SumSink },
        { "STREAM0303", "Total", Source + Key + "[Aggregate] struct Total { " + Body + "} " + SumSink },
        { "STREAM0303", "Total", Source + Key + "[Aggregate] public partial Shared Total { get; } public partial struct Shared { " + Body + "} " + SumSink },
        { "STREAM0304", "Total", Source + Key + "[Aggregate] partial struct Total { int _n; public readonly Sum Result() => new(_n, 0); } " + SumSink },
        { "STREAM0304", "Total.Add", Source + Key + "[Aggregate] partial struct Total { int _n; void Add(in Order o) => _n++; public readonly Sum Result() => new(_n, 0); } " + SumSink },
        { "STREAM0305", "Total", Source + Key + "[Aggregate] partial struct Total { int _n; public void Add(in Order o) => _n++; } " + SumSink },
        { "STREAM0305", "Total.Result", Source + Key + "[Aggregate] partial struct Total { int _n; public void Add(in Order o) => _n++; public readonly string Result() => \"\"; } " + SumSink },
        { "STREAM0306", "Total", Source + Key + "[Aggregate] partial struct Total { Utf8Text _n; int StateSlot; public void Add(in Order o) { _n = o.Name; StateSlot++; } public readonly Sum Result() => new(StateSlot, 0); } " + SumSink },
        { "STREAM0107", "Count", Source + Key + "[Process] static int Count(ref Seen seen, in Order o, Output<Order> output) => 1; " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count(in Order o, Output<Order> output) { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count(Seen seen, in Order o, Output<Order> output) { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count(in Order o, ref Seen seen, Output<Order> output) { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count(ref Seen seen, Output<Order> output) { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count(ref Seen seen, in Order o) { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count(ref Seen seen, ref Order o, Output<Order> output) { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count(ref Seen seen, in Order o, Output<Order> output, int key) { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count(ref Seen seen, in Order o, ref int key, Output<Order> output) { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count(Output<Order> output) { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static void Count() { } " + Seen + Sink },
        { "STREAM0107", "Count", Source + Key + "[Process] static StateAfter? Count(ref Seen seen, in Order o, Output<Order> output) => null; " + Seen + Sink },
        { "STREAM0207", "Count", Source + Keyed + "[Process(nameof(Key))] static void Count(ref Seen seen, in Order o, Output<Order> a, Output<Order> b) { } [Sink(\"Count.a\")] public partial Sink<Order> Out { get; } " + Seen },
        { "STREAM0209", "Out", Source + Keyed + "[Process(nameof(Key))] static void Count(ref Seen seen, in Order o, Output<Order> a, Output<Order> b) { } [Sink(nameof(Count))] public partial Sink<Order> Out { get; } [Sink(\"Count.b\")] public partial Sink<Order> B { get; } " + Seen },
        { "STREAM0203", "Count", Source + Key + "[Process] static void Count(ref Seen seen, in Sum s, Output<Order> output) { } " + Seen + Sink },
        { "STREAM0211", "Count", Source + Key + "[Aggregate] partial struct Total { " + Body + "} [Process] static void Count(ref Seen seen, in Sum s, Output<Sum> output) { } " + Seen + SumSink },
        { "STREAM0218", "Count", Source + "[Process] static void Count(ref Seen seen, in Order o, Output<Order> output) { } " + Seen + Sink },
        { "STREAM0219", "Count", Source + Key + "[Process] static void Count(ref Seen seen, in Order o, in long key, Output<Order> output) { } " + Seen + Sink },
        { "STREAM0301", "Seen.All", Source + Key + "[Process] static void Count(ref Seen seen, in Order o, Output<Order> output) { } partial struct Seen { internal List<int>? All; } " + Sink },
        { "STREAM0303", "Seen", Source + Key + "[Process] static void Count(ref Seen seen, in Order o, Output<Order> output) { } struct Seen { internal int Count; } " + Sink },
        { "STREAM0303", "Count", Source + Key + "[Process] static void Count(ref Plain seen, in Order o, Output<Order> output) { } " + Sink },
        { "STREAM0303", "Count", Source + Key + "[Process] static void Count(ref int seen, in Order o, Output<Order> output) { } " + Sink },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_mistake_is_reported_alone_and_at_its_member(string id, string member, string members)
    {
        string source = $"namespace Wrong;\n{Types}\n[Pipeline] public sealed partial class P {{ {members} }}";
        Problem problem = Assert.Single(Find(source, "Wrong.P"));
        Assert.Equal(id, problem.Rule.Id);
        Assert.Equal(member, problem.Member);
        string message = Message(problem);
        Assert.DoesNotContain("{", message.Replace("{ get", "").Replace("{ }", ""), StringComparison.Ordinal);
        Assert.False(message.EndsWith('.'), message);
        Assert.Contains(";", message, StringComparison.Ordinal);
        AssertOnlyUsersTextIsWrong(source);
    }

    [Theory]
    [InlineData("STREAM0101", "[Pipeline] public sealed class P { }")]
    [InlineData("STREAM0102", "public class Around { [Pipeline] public sealed partial class P { } }")]
    [InlineData("STREAM0103", "[Pipeline] public sealed partial class P<T> { }")]
    [InlineData("STREAM0103", "public partial class Around<T> { [Pipeline] public sealed partial class P { } }")]
    [InlineData("STREAM0104", "[Pipeline] public static partial class P { }")]
    [InlineData("STREAM0104", "[Pipeline] public abstract partial class P { }")]
    [InlineData("STREAM0104", "[Pipeline] file sealed partial class P { }")]
    public void A_class_that_cant_be_a_pipeline_is_reported(string id, string text)
    {
        Assert.Contains(Find("namespace Wrong;\n" + text, null), p => p.Rule.Id == id && p.Member.Length == 0);
        AssertOnlyUsersTextIsWrong("namespace Wrong;\n" + text);
    }

    [Fact]
    public void A_message_says_what_to_write()
    {
        string source = $$"""
            namespace Wrong;
            {{Types}}
            [Pipeline] public sealed partial class P
            {
                [Source] public partial Source<Order> Purchases { get; }
                [Source] public partial Source<Sum> Orders { get; }
                [Filter(nameof(Purchases))] static bool IsPurchase(in Sum o) => true;
                [Sink(nameof(IsPurchase))] public partial Sink<Sum> A { get; }
                [Sink(nameof(Orders))] public partial Sink<Sum> B { get; }
            }
            """;
        Assert.Equal(
            "Filter 'IsPurchase' takes 'Sum' but reads 'Purchases' of 'Order'; take 'in Order', or write `[Filter(nameof(Orders))]`",
            Message(Assert.Single(Find(source, "Wrong.P"))));
    }

    [Theory]
    [InlineData("[Sink] public partial Sink<Sum> Out { get; }", "Sink 'Out' takes 'Sum' but reads 'Orders' of 'Order'; write 'Sink<Order>', or put a map from 'Order' to 'Sum' before it")]
    [InlineData(
        "[Map(nameof(Orders))] static Sum Half(in Order o) => default; [Sink(nameof(Half))] public partial Sink<Sum> Halves { get; } [Sink(nameof(Orders))] public partial Sink<Sum> Out { get; }",
        "Sink 'Out' takes 'Sum' but reads 'Orders' of 'Order'; write 'Sink<Order>', or `[Sink(nameof(Half))]`")]
    [InlineData(
        "[Map(nameof(Orders))] static Sum Half(in Order o) => default; [Union(nameof(Half), nameof(Orders))] public partial Stream<Order> All { get; } [Sink(nameof(All))] public partial Sink<Order> Out { get; }",
        "Union 'All' takes 'Order' but reads 'Half' of 'Sum'; write 'Stream<Sum>', or put a map from 'Sum' to 'Order' before it")]
    [InlineData(
        Key + "[Aggregate] partial struct Total { nint _n; public void Add(in Order o) => _n++; public readonly Sum Result() => new((int)_n, 0); } " + SumSink,
        "State 'Total._n' is 'nint', which can't be checkpointed; its size differs between machines: use long")]
    [InlineData(
        Key + "[Aggregate] partial struct Total { nuint? _n; public void Add(in Order o) => _n++; public readonly Sum Result() => new((int)(_n ?? 0), 0); } " + SumSink,
        "State 'Total._n' is 'nuint?', which can't be checkpointed; its size differs between machines: use ulong")]
    [InlineData(
        Key + "[Aggregate] partial struct Total { System.Numerics.BigInteger _n; public void Add(in Order o) => _n++; public readonly Sum Result() => new((int)_n, 0); } " + SumSink,
        "State 'Total._n' is 'BigInteger', which can't be checkpointed; keep numbers, text, times, ids or enums, or a struct of these marked [State]")]
    [InlineData(
        "[KeyBy] static nint Key(in Order o) => o.Id; [Aggregate] partial struct Total { " + Body + "} " + SumSink,
        "Key by 'Key' gives 'nint', which can't be a key: its size differs between machines; use long")]
    [InlineData("", "Nobody reads source 'Orders', so that its work is for nothing; add '[Sink(nameof(Orders))] public partial Sink<Order> Name { get; }', or remove it")]
    [InlineData(
        "[Map] static Sum Half(in Order o) => default; [Filter] static bool Big(in Sum o) => true;",
        "Nobody reads filter 'Big', so that its work is for nothing; add '[Sink(nameof(Big))] public partial Sink<Sum> Name { get; }', or remove it")]
    [InlineData(
        "[FlatMap(nameof(Orders))] static void Parts(in Order o, Output<Order> a, Output<Sum> b) { } [Sink(\"Parts.a\")] public partial Sink<Order> Out { get; }",
        "Nobody reads output 'Parts.b', so that its work is for nothing; add '[Sink(\"Parts.b\")] public partial Sink<Sum> Name { get; }', or remove the parameter")]
    public void A_message_about_one_mistake_says_what_to_write(string members, string message) => Assert.Equal(
        message,
        Message(Assert.Single(Find($"namespace Wrong;\n{Types}\n[Pipeline] public sealed partial class P {{ {Source} {members} }}", "Wrong.P"))));

    /// <summary>The property that a message says to add, once it is there.</summary>
    [Fact]
    public void The_sink_that_a_message_adds_makes_the_pipeline_right()
    {
        string Pipeline(string more) => $"namespace Wrong;\n{Types}\n[Pipeline] public sealed partial class P {{ {Source} [Filter] static bool Big(in Order o) => true; {more} }}";
        string added = Message(Assert.Single(Find(Pipeline(""), "Wrong.P"))).Split('\'')[3];
        Assert.Empty(Find(Pipeline(added), "Wrong.P"));
    }

    [Fact]
    public void A_path_leads_to_what_cant_be_checkpointed()
    {
        Problem problem = Assert.Single(Find($$"""
            namespace Wrong;
            {{Types}}
            public readonly record struct Deep(int Id, List<int> list);
            [Pipeline] public sealed partial class P
            {
                {{Source}} {{Key}}
                [Aggregate] partial struct Totals { Deep inner; public void Add(in Order o) => inner = new(o.Id, []); public readonly Sum Result() => new(inner.Id, 0); }
                {{SumSink}}
            }
            """, "Wrong.P"));
        Assert.Equal("Totals.inner.list", problem.Args[0]);
        Assert.Equal("List<int>", problem.Args[1]);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void What_is_right_is_not_reported(string source) => Assert.Empty(Find(source, null));

    public static TheoryData<string> Right =>
    [
        Sources.Filter, Sources.Map, Sources.FlatMap, Sources.Outputs, Sources.Aggregate, Sources.WholeStream, Sources.Process, Sources.Removal, Sources.FailingProcess, Sources.TwoAggregates, Sources.Union, Sources.Meeting, Sources.Text,
        $$"""
        namespace Right;
        {{Types}}
        [State] public partial struct All
        {
            bool a; byte b; long c; double d; decimal e; Timestamp f; DateTimeOffset g; DateOnly h; TimeOnly i; TimeSpan j; Guid k; DayOfWeek l; Utf8Text m; string? n;
            int? o; Plain p; Utf8Text? q; char r; public int Seen { get; private set; }
            public void Add(in Order x) { Seen++; a = true; b = 1; c = 1; d = 1; e = 1; f = default; g = default; h = default; i = default; j = default; k = default; l = default; m = x.Name; n = ""; o = 1; p = default; q = null; r = 'a'; }
            public readonly Sum Result() => a && b + c + d == 3 && e == 1 && f == default && g == default && h == default && i == default && j == default && k == default && l == default && m.IsEmpty && n is null && o is null && p == default && q is null && r == 'b' ? default : new(Seen, 0);
        }
        [Pipeline] public sealed partial class P
        {
            {{Source}}
            [KeyBy] static Region Key(in Order o) => default;
            public readonly record struct Region(byte A, long B, char C, bool D, Guid E, DayOfWeek F, DateOnly G, Timestamp H, Utf8Text I, string J, Plain K);
            [Aggregate] public partial All Totals { get; }
            {{SumSink}}
        }
        """,
        $$"""
        namespace Right;
        {{Types}}
        [Pipeline] public sealed partial class P
        {
            {{Source}} {{Key}}
            [Aggregate] partial struct Total { {{Body}} }
            [Map] static Sum Half(in Sum s) => s;
            [Sink(Takes = Changes.Upsert)] public partial Sink<Sum> Sums { get; }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Right))]
    public void What_is_right_compiles(string source) => GeneratorRun.Of(RunPipeline.Usings + source);

    private static string Message(Problem problem) => string.Format(null, problem.Rule.MessageFormat.ToString(null), [.. problem.Args]);

    private static IReadOnlyList<Problem> Find(string source, string? name)
    {
        CSharpCompilation compilation = GeneratorRun.Compile(RunPipeline.Usings + source);
        INamedTypeSymbol type = name is null
            ? compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>().First(t => t.GetAttributes().Any(a => a.AttributeClass?.Name == nameof(PipelineAttribute)))
            : compilation.GetTypeByMetadataName(name)!;
        return [.. PipelineProblems.Find(type, compilation, CancellationToken.None)];
    }

    // What is emitted for a class with mistakes has none of its own.
    private static void AssertOnlyUsersTextIsWrong(string source)
    {
        GeneratorRun run = GeneratorRun.Unchecked(RunPipeline.Usings + source);
        Assert.DoesNotContain(run.Compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
    }
}
