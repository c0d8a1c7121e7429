using CompiledStreams.Compiler.Diagnostics;

namespace CompiledStreams.Analyzers.Tests.Pipelines;

public sealed class PipelineFixTests
{
    private const string Processed =
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> In { get; } [KeyBy] static int Key(in Purchase p) => 1; [Process] static void F(ref Seen s, in Purchase p, Output<Purchase> output) { } partial struct Seen { int a; } [Sink] public partial Sink<Purchase> A { get; } }";

    private const string Aggregated = """
        [Pipeline]
        partial class P
        {
            [Source] public partial Source<Purchase> Purchases { get; }
            [KeyBy] internal static int Customer(in Purchase p) => p.Customer;
            [Aggregate] internal partial struct Totals
            {
                double total;
                public void Add(in Purchase p) => total += p.Amount;
                public readonly Spending Result(int customer) => new(customer, total);
            }
            [Filter] internal static bool IsBig(in Spending s) => s.Total > 100;
            [Sink] public partial Sink<Spending> Big { get; }
        }
        """;

    [Fact]
    public async Task Partial_is_added_to_a_pipeline_and_the_types_around_it() => await FixRun.Fixes(
        PipelineRules.NotPartial,
        "static class Jobs { [Pipeline] public sealed class P { } }",
        "static partial class Jobs { [Pipeline] public sealed partial class P { } }");

    [Fact]
    public async Task Partial_is_added_to_a_port() => await FixRun.Fixes(
        PipelineRules.MemberNotPartial,
        "[Pipeline] partial class P { [Source] public Source<Purchase> Purchases { get; } [Sink] public partial Sink<Purchase> Copies { get; } }",
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Sink] public partial Sink<Purchase> Copies { get; } }");

    [Fact]
    public async Task Partial_is_added_to_all_ports_at_once() => await FixRun.FixesAll(
        PipelineRules.MemberNotPartial,
        "[Pipeline] partial class P { [Source] Source<Purchase> Purchases { get; } [Sink] internal Sink<Purchase> Copies { get; } }",
        "[Pipeline] partial class P { [Source] partial Source<Purchase> Purchases { get; } [Sink] internal partial Sink<Purchase> Copies { get; } }");

    [Fact]
    public async Task Partial_is_added_to_state() => await FixRun.Fixes(
        StateRules.NotPartial,
        Aggregated.Replace("internal partial struct", "internal struct"),
        Aggregated);

    [Fact]
    public async Task The_input_that_was_left_out_is_written() => await FixRun.Fixes(
        PipelineRules.MissingInput,
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Sink(Takes = Changes.Append)] public partial Sink<Purchase> A { get; } [Sink(nameof(Purchases))] public partial Sink<Purchase> B { get; } }",
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Sink(nameof(Purchases), Takes = Changes.Append)] public partial Sink<Purchase> A { get; } [Sink(nameof(Purchases))] public partial Sink<Purchase> B { get; } }");

    [Fact]
    public async Task All_inputs_that_were_left_out_are_written_at_once() => await FixRun.FixesAll(
        PipelineRules.MissingInput,
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Filter] internal static bool IsLarge(in Purchase p) => true; [Sink] public partial Sink<Purchase> A { get; } [Sink(nameof(Purchases))] public partial Sink<Purchase> B { get; } }",
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Filter(nameof(Purchases))] internal static bool IsLarge(in Purchase p) => true; [Sink(nameof(IsLarge))] public partial Sink<Purchase> A { get; } [Sink(nameof(Purchases))] public partial Sink<Purchase> B { get; } }");

    [Fact]
    public async Task A_misspelled_input_becomes_the_nearest_name() => await FixRun.Fixes(
        PipelineRules.UnknownInput,
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Sink(\"Purchasse\")] public partial Sink<Purchase> A { get; } }",
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Sink(nameof(Purchases))] public partial Sink<Purchase> A { get; } }");

    [Fact]
    public async Task A_misspelled_output_becomes_the_nearest_name() => await FixRun.Fixes(
        PipelineRules.UnknownInput,
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> In { get; } [FlatMap(nameof(In))] static void F(in Purchase p, Output<Purchase> big, Output<Purchase> small) { } [Sink(\"F.bigg\")] public partial Sink<Purchase> A { get; } [Sink(\"F.small\")] public partial Sink<Purchase> B { get; } }",
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> In { get; } [FlatMap(nameof(In))] static void F(in Purchase p, Output<Purchase> big, Output<Purchase> small) { } [Sink(\"F.big\")] public partial Sink<Purchase> A { get; } [Sink(\"F.small\")] public partial Sink<Purchase> B { get; } }");

    [Fact]
    public async Task A_name_that_is_near_none_has_no_fix() => await FixRun.OffersNothing(
        PipelineRules.UnknownInput,
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Sink(\"Elsewhere\")] public partial Sink<Purchase> A { get; } }");

    [Fact]
    public async Task An_operator_takes_what_its_input_has() => await FixRun.Fixes(
        PipelineRules.WrongInputType,
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Map] static Purchase Copy(in Spending p) => default; [Sink] public partial Sink<Purchase> A { get; } }",
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Map] static Purchase Copy(in Purchase p) => default; [Sink] public partial Sink<Purchase> A { get; } }");

    [Fact]
    public async Task A_sink_takes_what_its_input_has() => await FixRun.Fixes(
        PipelineRules.WrongInputType,
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Sink] public partial Sink<Spending> A { get; } }",
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> Purchases { get; } [Sink] public partial Sink<Purchase> A { get; } }");

    [Fact]
    public async Task A_process_takes_what_its_input_has() => await FixRun.Fixes(
        PipelineRules.WrongInputType,
        Processed.Replace("in Purchase p, Output", "in Spending p, Output"),
        Processed);

    [Fact]
    public async Task An_aggregate_takes_what_its_input_has() => await FixRun.Fixes(
        PipelineRules.WrongInputType,
        Aggregated.Replace("Add(in Purchase p)", "Add(in Order p)") + "struct Order { public double Amount; }",
        Aggregated + "struct Order { public double Amount; }");

    [Fact]
    public async Task Where_another_stream_has_the_type_no_fix_is_the_one() => await FixRun.OffersNothing(
        PipelineRules.WrongInputType,
        "[Pipeline] partial class P { [Source] public partial Source<Purchase> A { get; } [Source] public partial Source<Spending> B { get; } [Sink(nameof(A))] public partial Sink<Spending> C { get; } [Sink(nameof(B))] public partial Sink<Spending> D { get; } }");

    [Fact]
    public async Task Each_update_becomes_an_event() => await FixRun.Fixes(
        PipelineRules.NotForUpserts,
        Aggregated,
        Aggregated.Replace("[Aggregate]", "[Aggregate(Output = Changes.Append)]"));

    [Fact]
    public async Task Each_update_becomes_an_event_where_the_aggregate_has_arguments() => await FixRun.Fixes(
        PipelineRules.NotForUpserts,
        Aggregated.Replace("[Aggregate]", "[Aggregate(nameof(Customer))]"),
        Aggregated.Replace("[Aggregate]", "[Aggregate(nameof(Customer), Output = Changes.Append)]"));

    [Fact]
    public async Task Each_update_becomes_an_event_where_the_aggregate_said_otherwise() => await FixRun.Fixes(
        PipelineRules.NotForUpserts,
        Aggregated.Replace("[Aggregate]", "[Aggregate(Output = Changes.Upsert)]"),
        Aggregated.Replace("[Aggregate]", "[Aggregate(Output = Changes.Append)]"));
}
