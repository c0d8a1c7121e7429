using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Determinism;

public sealed class StaticTests
{
    [Theory]
    [InlineData("static int s_limit;", "⟦s_limit⟧ < p.Customer", "Tested.s_limit")]
    [InlineData("static int Limit { get; set; }", "⟦Limit⟧ < p.Customer", "Tested.Limit")]
    [InlineData("internal static readonly List<int> Customers = new();", "⟦Customers⟧.Contains(p.Customer)", "Tested.Customers")]
    [InlineData("internal static readonly double[] Rates = { 1, 2 };", "⟦Rates⟧[0] > 0", "Tested.Rates")]
    [InlineData("static readonly HashSet<int> s_seen = new(); public static void Learn(int c) => s_seen.Add(c);", "⟦s_seen⟧.Contains(p.Customer)", "Tested.s_seen")]
    [InlineData("static Dictionary<int, int> Codes { get; } = new(); public static void Learn(int c) => Codes[c] = 1;", "⟦Codes⟧.ContainsKey(p.Customer)", "Tested.Codes")]
    public async Task Reading_a_static_that_can_change_is_reported(string member, string test, string shown) => await Reports(
        DeterminismRules.ReadsStatic,
        Pipeline($"{member} [Filter] internal static bool IsKnown(in Purchase p) => {test};"),
        $"Filter 'IsKnown' reads a static that can change during a run ('{shown}'); make it readonly with immutable contents, or a [Parameter]");

    [Fact]
    public async Task Statics_that_cannot_change_are_let_be() => await ReportsNothing(Pipeline("""
        const int Limit = 3;
        static readonly int s_limit = 4;
        static readonly double[] s_rates = { 1, 2 };
        static readonly Dictionary<int, string> s_names = new() { [1] = "one" };
        internal static readonly System.Collections.Frozen.FrozenSet<int> Customers = System.Collections.Frozen.FrozenSet.Create(1, 2);
        internal static System.Collections.Immutable.ImmutableArray<int> Items { get; } = [1, 2];
        static ReadOnlySpan<byte> Word => "word"u8;
        static Tested() { s_rates[0] = 3; }
        [Filter] internal static bool IsKnown(in Purchase p) =>
            p.Customer > Limit + s_limit && s_rates[0] > 1 && s_names.ContainsKey(p.Customer) && Customers.Contains(p.Customer)
            && Items[0] == 1 && p.Item.StartsWith(Word) && Math.PI > 3 && string.Empty.Length == 0 && Utf8Text.Empty.IsEmpty;
        """));

    [Theory]
    [InlineData("static int s_count;", "⟦s_count⟧++ > 0", "Tested.s_count")]
    [InlineData("static int s_count;", "(⟦s_count⟧ = 3) > 0", "Tested.s_count")]
    [InlineData("static int s_count;", "(⟦s_count⟧ += 3) > 0", "Tested.s_count")]
    [InlineData("static int s_count;", "Interlocked.Increment(ref ⟦s_count⟧) > 0", "Tested.s_count")]
    [InlineData("static int Count { get; set; }", "(⟦Count⟧ = 3) > 0", "Tested.Count")]
    [InlineData("static readonly HashSet<int> s_seen = new();", "⟦s_seen⟧.Add(p.Customer)", "Tested.s_seen")]
    [InlineData("static readonly HashSet<int>? s_seen = new();", "⟦s_seen⟧?.Add(p.Customer) == true", "Tested.s_seen")]
    [InlineData("static readonly Dictionary<int, int> s_totals = new();", "(⟦s_totals⟧[p.Customer] = 3) > 0", "Tested.s_totals")]
    [InlineData("static readonly int[] s_totals = new int[3];", "⟦s_totals⟧[0]++ > 0", "Tested.s_totals")]
    [InlineData("static readonly System.Collections.Concurrent.ConcurrentDictionary<int, int> s_totals = new();", "⟦s_totals⟧.GetOrAdd(1, 2) > 0", "Tested.s_totals")]
    [InlineData("sealed class Box { public int Value; } static readonly Box s_box = new();", "⟦s_box⟧.Value++ > 0", "Tested.s_box")]
    public async Task Changing_a_static_is_reported(string member, string test, string shown) => await Reports(
        DeterminismRules.WritesStatic,
        Pipeline($"{member} [Filter] internal static bool IsNew(in Purchase p) => {test};"),
        $"Filter 'IsNew' changes a static ('{shown}'), which no checkpoint holds and lanes share without a lock; keep it in the state of an [Aggregate]");

    [Fact]
    public async Task A_method_that_changes_the_object_in_a_static_is_reported() => await Reports(
        DeterminismRules.WritesStatic,
        Pipeline("""
            sealed class Counter { int _count; public int Next() => ++_count; }
            static readonly Counter s_counter = new();
            [Filter] internal static bool IsNew(in Purchase p) => ⟦s_counter.Next⟧() > 0;
            """),
        "Filter 'IsNew' changes a static ('Counter.Next' -> 'Tested.s_counter'), which no checkpoint holds and lanes share without a lock; keep it in the state of an [Aggregate]");

    [Fact]
    public async Task Changes_behind_a_call_are_reported_with_the_way_to_them() => await Reports(
        DeterminismRules.WritesStatic,
        Pipeline("""
            static int s_count;
            static bool Count() => s_count++ > 0;
            [Filter] internal static bool IsNew(in Purchase p) => ⟦Count⟧();
            """),
        "Filter 'IsNew' changes a static ('Tested.Count' -> 'Tested.s_count'), which no checkpoint holds and lanes share without a lock; keep it in the state of an [Aggregate]");

    [Fact]
    public async Task Collections_of_the_method_itself_may_change() => await ReportsNothing(Pipeline("""
        [Filter] internal static bool IsNew(in Purchase p)
        {
            List<int> seen = new();
            seen.Add(p.Customer);
            int[] counts = new int[3];
            counts[0]++;
            return seen.Count > counts[0];
        }
        """));
}
