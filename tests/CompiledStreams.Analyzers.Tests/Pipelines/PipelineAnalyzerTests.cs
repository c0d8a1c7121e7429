using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Tests.Pipelines;

/// <summary>Where the mistakes that the stages find are underlined, and what they say.</summary>
public sealed class PipelineAnalyzerTests
{
    private const string In = "[Source] public partial Source<Purchase> In { get; } ";
    private const string Out = " [Sink] public partial Sink<Purchase> Out { get; }";
    private const string Key = "[KeyBy] static int Customer(in Purchase p) => p.Customer; ";
    private const string Seen = "partial struct Seen { internal int Count; } ";
    private const string Spent = " [Sink] public partial Sink<Spending> Spent { get; }";

    public static TheoryData<string, string> Mistakes => new()
    {
        { "STREAM0101", $"[Pipeline] class ⟦P⟧ {{ {In}{Out} }}" },
        { "STREAM0102", $"class C {{ [Pipeline] partial class ⟦P⟧ {{ {In}{Out} }} }}" },
        { "STREAM0103", $"[Pipeline] partial class ⟦P⟧<T> {{ {In}{Out} }}" },
        { "STREAM0104", $"[Pipeline] abstract partial class ⟦P⟧ {{ {In}{Out} }}" },
        { "STREAM0105", $"[Pipeline] partial class P {{ [Source] public Source<Purchase> ⟦In⟧ {{ get; }} {Out} }}" },
        { "STREAM0106", $"[Pipeline] partial class P {{ [Source] public partial ⟦List<Purchase>⟧ In {{ get; }} {Out} }}" },
        { "STREAM0107", $"[Pipeline] partial class P {{ {In}[Filter] static ⟦int⟧ A(in Purchase p) => 1; {Out} }}" },
        { "STREAM0107", $"[Pipeline] partial class P {{ {In}[Map] static Purchase A⟦()⟧ => default; {Out} }}" },
        { "STREAM0107", $"[Pipeline] partial class P {{ {In}[Map] static Purchase A⟦(ref Purchase p)⟧ => p; {Out} }}" },
        { "STREAM0108", $"[Pipeline] partial class P {{ {In}[Filter, KeyBy] static bool ⟦A⟧(in Purchase p) => true; {Out} }}" },
        { "STREAM0109", $"[Pipeline] partial class P {{ {In}[Filter] static bool A(in Purchase p) => true; [Filter] static bool ⟦A⟧(Purchase p) => true; {Out} }}" },
        { "STREAM0140", $"[Pipeline] partial class P {{ {In}[Map] static Q A(in Purchase p) => default; [Sink] public partial ⟦Sink<Q>⟧ Out {{ get; }} }} public struct Q;" },
        { "STREAM0141", $"[Pipeline] partial class P {{ [Source] private partial Source<Purchase> ⟦In⟧ {{ get; }} {Out} }}" },
        { "STREAM0142", $"[Pipeline] partial class P {{ [⟦Source(Formats = (Formats)8)⟧] public partial Source<Purchase> In {{ get; }} {Out} }}" },
        { "STREAM0144", $"[Pipeline] partial class ⟦P⟧ : B {{ {In}{Out} }} class B {{ [Filter] internal static bool Any(in Purchase p) => true; }}" },
        { "STREAM0144", $"[Pipeline] partial class ⟦P⟧ : B {{ {In}{Out} }} class A {{ [Parameter] public int Least {{ get; init; }} }} class B : A;" },
        { "STREAM0144", $"[Pipeline] partial class ⟦P⟧ : B {{ {In}{Out} }} class B {{ [Aggregate] internal partial struct T; }}" },
        { "STREAM0201", $"[Pipeline] partial class ⟦P⟧ {{ {Out} }}" },
        { "STREAM0202", $"[Pipeline] partial class P {{ {In}[⟦Sink⟧] public partial Sink<Purchase> A {{ get; }} [Sink(nameof(In))] public partial Sink<Purchase> B {{ get; }} }}" },
        { "STREAM0203", $"[Pipeline] partial class P {{ {In}[Filter] static bool A⟦(in Spending s)⟧ => true; {Spent} }}" },
        { "STREAM0203", $"[Pipeline] partial class P {{ {In}[Sink] public partial ⟦Sink<Spending>⟧ A {{ get; }} }}" },
        { "STREAM0204", $"[Pipeline] partial class P {{ {In}[Sink(⟦\"Inn\"⟧)] public partial Sink<Purchase> A {{ get; }} }}" },
        { "STREAM0204", $"[Pipeline] partial class P {{ {In}[Union(nameof(In), ⟦nameof(Other)⟧)] public partial Stream<Purchase> U {{ get; }} [Sink(nameof(U))] public partial Sink<Purchase> A {{ get; }} int Other => 1; }}" },
        { "STREAM0205", $"[Pipeline] partial class P {{ {In}[⟦Union(nameof(In), nameof(A))⟧] public partial Stream<Purchase> U {{ get; }} [Filter(nameof(U))] static bool A(in Purchase p) => true; [Sink(nameof(A))] public partial Sink<Purchase> Out {{ get; }} }}" },
        { "STREAM0206", $"[Pipeline] partial class P {{ {In}[Filter(nameof(In))] static bool ⟦A⟧(in Purchase p) => true; [Sink(nameof(In))] public partial Sink<Purchase> Out {{ get; }} }}" },
        { "STREAM0207", $"[Pipeline] partial class P {{ {In}[FlatMap(nameof(In))] static void A⟦(in Purchase p, Output<Purchase> b, Output<Purchase> c)⟧ {{ }} [Sink(\"A.b\")] public partial Sink<Purchase> Out {{ get; }} }}" },
        { "STREAM0208", $"[Pipeline] partial class P {{ {In}[Aggregate] partial struct ⟦T⟧ {{ double t; public void Add(in Purchase p) => t += p.Amount; public Spending Result() => new(1, t); }} {Spent} }}" },
        { "STREAM0209", $"[Pipeline] partial class P {{ {In}[FlatMap(nameof(In))] static void A(in Purchase p, Output<Purchase> b, Output<Purchase> c) {{ }} [Sink(⟦nameof(A)⟧)] public partial Sink<Purchase> Out {{ get; }} }}" },
        { "STREAM0211", $"[Pipeline] partial class P {{ {In}{Key}[Aggregate] partial struct T {{ double t; public void Add(in Purchase p) => t += p.Amount; public Spending Result() => new(1, t); }} [Filter] static bool ⟦A⟧(in Spending s) => true; {Spent} }}" },
        { "STREAM0212", $"[Pipeline] partial class P {{ {In}{Key}[Aggregate] partial struct T {{ double t; public void Add(in Purchase p) => t += p.Amount; public Spending Result() => new(1, t); }} [⟦Sink(Takes = Changes.Append)⟧] public partial Sink<Spending> S {{ get; }} }}" },
        { "STREAM0215", $"[Pipeline] partial class P {{ {In}[⟦Union(nameof(In))⟧] public partial Stream<Purchase> U {{ get; }} [Sink(nameof(U))] public partial Sink<Purchase> A {{ get; }} }}" },
        { "STREAM0216", $"[Pipeline] partial class P {{ {In}[KeyBy] static ⟦double⟧ A(in Purchase p) => p.Amount; {Out} }}" },
        { "STREAM0217", $"[Pipeline] partial class P {{ {In}{Key}[Aggregate] partial struct ⟦T⟧ {{ double t; public void Add(in Purchase p) => t += p.Amount; public Spending Result(long k) => new(1, t); }} {Spent} }}" },
        { "STREAM0107", $"[Pipeline] partial class P {{ {In}{Key}[Process] static void A⟦(in Purchase p, Output<Purchase> b)⟧ {{ }} {Out} }}" },
        { "STREAM0107", $"[Pipeline] partial class P {{ {In}{Key}[Process] static ⟦int⟧ A(ref Seen s, in Purchase p, Output<Purchase> b) => 1; {Seen}{Out} }}" },
        { "STREAM0203", $"[Pipeline] partial class P {{ {In}{Key}[Process] static void A⟦(ref Seen s, in Spending p, Output<Purchase> b)⟧ {{ }} {Seen}{Out} }}" },
        { "STREAM0218", $"[Pipeline] partial class P {{ {In}[Process] static void ⟦A⟧(ref Seen s, in Purchase p, Output<Purchase> b) {{ }} {Seen}{Out} }}" },
        { "STREAM0219", $"[Pipeline] partial class P {{ {In}{Key}[Process] static void A⟦(ref Seen s, in Purchase p, in long key, Output<Purchase> b)⟧ {{ }} {Seen}{Out} }}" },
        { "STREAM0301", $"[Pipeline] partial class P {{ {In}{Key}[Process] static void A(ref Seen s, in Purchase p, Output<Purchase> b) {{ }} partial struct Seen {{ internal ⟦List<int>?⟧ All; }} {Out} }}" },
        { "STREAM0303", $"[Pipeline] partial class P {{ {In}{Key}[Process] static void A(ref Seen s, in Purchase p, Output<Purchase> b) {{ }} struct ⟦Seen⟧ {{ internal int All; }} {Out} }}" },
        { "STREAM0301", $"[Pipeline] partial class P {{ {In}{Key}[Aggregate] partial struct T {{ ⟦List<int>⟧ t; public void Add(in Purchase p) {{ }} public Spending Result() => new(1, 2); }} {Spent} }}" },
        { "STREAM0301", "[State] partial struct T { int a; ⟦Dictionary<int, int>⟧ b; }" },
        { "STREAM0301", "[State] partial struct T { int a; ⟦Inner⟧ b; } record struct Inner(List<int> C);" },
        { "STREAM0303", $"[Pipeline] partial class P {{ {In}{Key}[Aggregate] struct ⟦T⟧ {{ double t; public void Add(in Purchase p) => t += p.Amount; public Spending Result() => new(1, t); }} {Spent} }}" },
        { "STREAM0303", "[State] struct ⟦T⟧ { int a; }" },
        { "STREAM0304", $"[Pipeline] partial class P {{ {In}{Key}[Aggregate] partial struct T {{ double t; public int ⟦Add⟧(in Purchase p) => 1; public Spending Result() => new(1, t); }} {Spent} }}" },
        { "STREAM0305", $"[Pipeline] partial class P {{ {In}{Key}[Aggregate] partial struct ⟦T⟧ {{ double t; public void Add(in Purchase p) => t += p.Amount; }} {Spent} }}" },
        { "STREAM0306", "[State] partial struct ⟦T⟧ { Utf8Text t; int StateSlot; }" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_underlined_where_it_is(string id, string marked)
    {
        string source = marked.Replace("⟦", "").Replace("⟧", "");
        int start = marked.IndexOf('⟦');
        Diagnostic[] found = await AnalyzerRun.Find(source);
        Assert.Equal(
            [$"{id} [{source.Substring(start, marked.IndexOf('⟧') - start - 1)}] at {start}"],
            found.Select(d => $"{d.Id} [{source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}] at {d.Location.SourceSpan.Start}"));
        Assert.All(found, d => Assert.Matches(@"^'?\w[^;]*; .+[^.]$", d.GetMessage(null)));
        Assert.Equal(DiagnosticSeverity.Error, found[0].Severity);
    }

    [Fact]
    public async Task A_message_names_the_member_the_fact_and_the_fix() => await AnalyzerRun.Reports(
        PipelineRules.WrongInputType,
        $"[Pipeline] partial class P {{ {In}[Filter] static bool A⟦(in Spending s)⟧ => true; {Spent} }}",
        "Filter 'A' takes 'Spending' but reads 'In' of 'Purchase'; take 'in Purchase'");

    [Fact]
    public async Task A_pipeline_is_no_base_of_another() => await AnalyzerRun.Reports(
        PipelineRules.InheritedOperator,
        $"[Pipeline] partial class ⟦Derived⟧ : Base {{ [Source] public partial Source<Spending> Spendings {{ get; }} {Spent} }} [Pipeline] partial class Base {{ {In}{Out} }}",
        "Pipeline 'Derived' inherits [Source] 'In' from 'Base', which is no part of it; move 'In' into 'Derived', and leave in 'Base' only what operators call");

    [Fact]
    public async Task A_base_class_without_operators_is_let_be() => await AnalyzerRun.ReportsNothing(
        $"[Pipeline] partial class P : B {{ {In}[Filter] internal static bool A(in Purchase p) => IsLarge(p); {Out} }} " +
        "class B { protected static bool IsLarge(in Purchase p) => p.Amount > 1; internal struct Size { internal int Count; } }");

    [Fact]
    public async Task A_class_that_is_no_pipeline_may_have_one_as_its_base() => await AnalyzerRun.ReportsNothing(
        $"class Derived : Base; [Pipeline] partial class Base {{ {In}{Out} }}");

    [Fact]
    public async Task A_state_of_two_processes_is_reported_once() => await AnalyzerRun.Reports(
        StateRules.NotCheckpointable,
        $"[Pipeline] partial class P {{ {In}[KeyBy(nameof(In))] static int Key(in Purchase p) => 1; partial struct Seen {{ internal Inner Inner; }} struct Inner {{ internal int Id; }} ".Replace("Inner Inner", "⟦Inner⟧ Inner") +
        "[Process(nameof(Key))] static void A(ref Seen s, in Purchase p, Output<Purchase> output) { } [Process(nameof(Key))] static void B(ref Seen s, in Purchase p, Output<Purchase> output) { } " +
        "[Sink(nameof(A))] public partial Sink<Purchase> Ones { get; } [Sink(nameof(B))] public partial Sink<Purchase> Others { get; } }",
        "State 'Seen.Inner' is 'Inner', which can't be checkpointed; mark 'Inner' with [State], or keep numbers, text, times, ids or enums");

    [Theory]
    [InlineData("(int, int)", "write a struct with these fields, marked [State]")]
    [InlineData("Pair<int>", "write a struct with these fields, marked [State]")]
    [InlineData("Inner", "mark 'Inner' with [State], or keep numbers, text, times, ids or enums")]
    public async Task What_to_keep_instead_in_a_state_can_be_done(string type, string advice) => await AnalyzerRun.Reports(
        StateRules.NotCheckpointable,
        $"[State] partial struct T {{ int a; ⟦{type}⟧ b; }} struct Pair<T> {{ int x; }} struct Inner {{ int x; }}",
        $"State 'T.b' is '{type}', which can't be checkpointed; {advice}");

    [Theory]
    [InlineData("int", "write an event that has it in a field")]
    [InlineData("(int, int)", "write an event with these fields")]
    [InlineData("Timestamp", "write an event that has it in a field")]
    [InlineData("Plain", "mark 'Plain' with [Event]")]
    public async Task What_to_write_instead_of_what_is_no_event_can_be_done(string type, string advice) => await AnalyzerRun.Reports(
        PipelineRules.NotEvent,
        $"[Pipeline] partial class P {{ {In}[Map] static {type} A(in Purchase p) => default; [Sink] public partial ⟦Sink<{type}>⟧ Out {{ get; }} }} public struct Plain;",
        $"Sink 'Out' has '{type}', which has no codecs; {advice}");

    [Fact]
    public async Task Mistakes_of_a_pipeline_cannot_be_silenced() => Assert.Equal(
        ["STREAM0204"],
        (await AnalyzerRun.Find($"#pragma warning disable STREAM0204\n[Pipeline] partial class P {{ {In}[Sink(\"Inn\")] public partial Sink<Purchase> A {{ get; }} }}")).Select(d => d.Id));

    [Fact]
    public async Task A_pipeline_with_every_operator_is_let_be() => await AnalyzerRun.ReportsNothing($$"""
        [Pipeline]
        public sealed partial class Everything
        {
            [Source(Formats = Formats.JsonLines)] public partial Source<Purchase> A { get; }
            [Source] public partial Source<Purchase> B { get; }
            [Parameter] public double Least { get; init; } = 1;
            [Union(nameof(A), nameof(B))] public partial Stream<Purchase> All { get; }
            [Filter(nameof(All))] internal bool IsLarge(in Purchase p) => p.Amount > Least;
            [FlatMap(nameof(IsLarge))] internal static void Split(in Purchase p, Output<Purchase> even, Output<Purchase> odd) { (p.Customer % 2 == 0 ? even : odd).Emit(p); }
            [Map("Split.even")] internal static Spending Single(in Purchase p) => new(p.Customer, p.Amount);
            [Sink(nameof(Single))] public partial Sink<Spending> Singles { get; }
            [KeyBy("Split.odd")] internal static Utf8Text Item(in Purchase p) => p.Item;
            [Aggregate(nameof(Item))] public partial Last Latest { get; }
            [Sink(nameof(Latest), Takes = Changes.Upsert)] public partial Sink<Purchase> Lasts { get; }
            [Process(nameof(Item))] internal StateAfter Detect(ref Session session, in Purchase p, in Utf8Text item, Output<Spending> raised, Output<Purchase> quiet)
            {
                session.Last = p.Item;
                session.Total += p.Amount;
                if (session.Total < Least)
                {
                    quiet.Emit(p);
                    return StateAfter.Keep;
                }

                raised.Emit(new Spending(session.Last.Length, session.Total));
                return StateAfter.Remove;
            }
            internal partial struct Session { internal double Total; internal Utf8Text Last; }
            [Sink("Detect.raised")] public partial Sink<Spending> Raised { get; }
            [Sink("Detect.quiet")] public partial Sink<Purchase> Quiet { get; }
        }

        [State]
        public partial struct Last
        {
            Utf8Text item; int count;
            public void Add(in Purchase p) { item = p.Item; count++; }
            public readonly Purchase Result(Utf8Text key) => new(default, count, 1, item, default);
        }
        """);
}
