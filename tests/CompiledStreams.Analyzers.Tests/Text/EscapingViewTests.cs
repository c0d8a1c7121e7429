using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Text;

public sealed class EscapingViewTests
{
    [Theory]
    [InlineData("static Utf8Text s_last;", "s_last = ⟦p.Item⟧;", "'Tested.s_last' is static", "p.Item")]
    [InlineData("Utf8Text Last { get; set; }", "Last = ⟦p.Item⟧;", "'Tested.Last' belongs to the pipeline", "p.Item")]
    [InlineData("static ReadOnlyMemory<int> s_last;", "s_last = ⟦p.Parts⟧;", "'Tested.s_last' is static", "p.Parts")]
    [InlineData("static Purchase s_last;", "s_last = ⟦p⟧;", "'Tested.s_last' is static", "p")]
    [InlineData("static Purchase? s_last;", "s_last ??= ⟦p⟧;", "'Tested.s_last' is static", "p")]
    [InlineData("static (int, Utf8Text) s_last;", "s_last = ⟦(1, p.Item.Slice(0, 1))⟧;", "'Tested.s_last' is static", "p.Item.Slice(0, 1)")]
    [InlineData("static Utf8Text s_last;", "var item = p.Item; s_last = ⟦item⟧;", "'Tested.s_last' is static", "item")]
    [InlineData("static readonly List<Utf8Text> s_all = new();", "s_all.Add(⟦p.Item⟧);", "'Tested.s_all' is static", "p.Item")]
    [InlineData("static readonly List<Utf8Text>? s_all = new();", "s_all?.Add(⟦p.Item⟧);", "'Tested.s_all' is static", "p.Item")]
    [InlineData("readonly Dictionary<Utf8Text, int> _counts = new();", "_counts[⟦p.Item⟧] = 1;", "'Tested._counts' belongs to the pipeline", "p.Item")]
    [InlineData("static readonly Dictionary<int, Utf8Text> s_names = new();", "s_names[1] = ⟦p.Item⟧;", "'Tested.s_names' is static", "p.Item")]
    [InlineData("static readonly Utf8Text[] s_names = new Utf8Text[3];", "s_names[1] = ⟦p.Item⟧;", "'Tested.s_names' is static", "p.Item")]
    [InlineData("static Func<int>? s_later;", "var item = p.Item; s_later = ⟦() => item.Length⟧;", "'Tested.s_later' is static", "item")]
    [InlineData("static event Action? Ended;", "var item = p.Item; Ended += ⟦() => item.ToString()⟧;", "'Tested.Ended' is static", "item")]
    [InlineData("", "var item = p.Item; System.Threading.Tasks.Task.Run(⟦() => item.Length⟧);", "'Task.Run' runs later", "item")]
    public async Task A_view_kept_after_its_event_is_reported(string member, string statement, string keeper, string view) => await ReportsAmongOthers(
        TextRules.EscapingView,
        Pipeline($"{member} [Filter] internal bool IsNew(in Purchase p) {{ {statement} return true; }}"),
        $"{keeper} and keeps '{view}', a view that ends with its event; keep it in state, or call ToString or ToArray");

    [Theory]
    [InlineData("", "System.Threading.Tasks.Task.Run(⟦() => output.Emit(default)⟧);", "'Task.Run' runs later")]
    [InlineData("static Output<Spending> s_output;", "s_output = ⟦output⟧;", "'Tested.s_output' is static")]
    [InlineData("static readonly List<Output<Spending>> s_outputs = new();", "s_outputs.Add(⟦output⟧);", "'Tested.s_outputs' is static")]
    public async Task An_output_kept_after_its_operator_is_reported(string member, string statement, string keeper) => await ReportsAmongOthers(
        TextRules.EscapingView,
        Pipeline($"{member} [FlatMap] internal void Spend(in Purchase p, Output<Spending> output) {{ {statement} }} [Map] internal static Purchase Back(in Spending s) => default;"),
        $"{keeper} and keeps 'output', an output that ends when its operator returns; emit to it before that");

    [Fact]
    public async Task What_a_process_keeps_in_its_state_is_let_be_and_elsewhere_reported() => await ReportsAmongOthers(
        TextRules.EscapingView,
        """
        [Pipeline]
        public sealed partial class Shop
        {
            static Utf8Text s_last;
            [Source] public partial Source<Purchase> Purchases { get; }
            [KeyBy] internal static int Customer(in Purchase p) => p.Customer;
            [Process] internal static void Latest(ref Last last, in Purchase p, Output<Purchase> output)
            {
                last.Item = p.Item;
                s_last = ⟦last.Item⟧;
                output.Emit(p);
            }
            internal partial struct Last { internal Utf8Text Item; }
            [Sink] public partial Sink<Purchase> Out { get; }
        }
        """,
        "'Shop.s_last' is static and keeps 'last.Item', a view that ends with its event; keep it in state, or call ToString or ToArray");

    [Fact]
    public async Task Text_of_state_is_a_view_too() => await ReportsAmongOthers(
        TextRules.EscapingView,
        """
        [State]
        public partial struct Last
        {
            static Utf8Text s_last;
            Utf8Text item;
            public void Add(in Purchase p) { item = p.Item; }
            public readonly Spending Result(int customer) { s_last = ⟦item⟧; return new(customer, 1); }
        }
        """,
        "'Last.s_last' is static and keeps 'item', a view that ends with its event; keep it in state, or call ToString or ToArray");

    [Theory]
    [InlineData("static string? s_last;", "s_last = p.Item.ToString();")]
    [InlineData("static Utf8Text s_last;", "s_last = new Utf8Text(p.Item.Span.ToArray());")]
    [InlineData("static Utf8Text s_last;", "s_last = p.Item.ToString();")]
    [InlineData("static Utf8Text s_last;", "Utf8Text copy = \"own\"; s_last = copy;")]
    [InlineData("static Utf8Text s_last;", "s_last = Utf8Text.Empty;")]
    [InlineData("static int[]? s_last;", "s_last = p.Parts.ToArray();")]
    [InlineData("static int s_last;", "s_last = p.Item.Length;")]
    [InlineData("static Spending s_last;", "s_last = new Spending(p.Customer, p.Amount);")]
    [InlineData("static readonly HashSet<Utf8Text> s_known = new();", "return s_known.Contains(p.Item);")]
    [InlineData("", "List<Utf8Text> items = new(); items.Add(p.Item); var first = items[0];")]
    [InlineData("", "var item = p.Item; return new[] { 1, 2 }.Any(i => i == item.Length);")]
    [InlineData("sealed class Word { public Utf8Text Text; }", "var word = new Word { Text = p.Item }; word.Text = p.Item;")]
    public async Task Copies_and_what_ends_with_the_method_are_let_be(string member, string statement) =>
        Assert.DoesNotContain(await Find(Pipeline($"{member} [Filter] internal bool IsNew(in Purchase p) {{ {statement} return true; }}")), d => d.Id == "STREAM0601");

    [Fact]
    public async Task State_keeps_text_and_an_output_takes_it() => await ReportsNothing("""
        [State]
        public partial struct Last
        {
            Utf8Text item;
            public void Add(in Purchase p) => item = p.Item;
            public readonly Purchase Result(int customer) => new(default, customer, 1, item, default);
        }
        """ + Pipeline("[FlatMap] internal static void Twice(in Purchase p, Output<Purchase> output) { output.Emit(p); output.Emit(p with { Item = p.Item.Slice(0, 1) }); }"));
}
