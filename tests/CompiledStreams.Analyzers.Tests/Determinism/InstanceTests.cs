using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Determinism;

public sealed class InstanceTests
{
    private const string Fix = "mark a property with [Parameter] and use that, or make it const or static readonly";

    [Theory]
    [InlineData("readonly int _limit = 3;", "⟦_limit⟧ < p.Customer", "Tested._limit")]
    [InlineData("int _count;", "⟦_count⟧++ > 0", "Tested._count")]
    [InlineData("public int Limit { get; init; }", "⟦Limit⟧ < p.Customer", "Tested.Limit")]
    [InlineData("", "⟦Purchases⟧.Port > 0", "Tested.Purchases")]
    public async Task An_operator_that_uses_a_member_that_is_no_parameter_is_reported(string member, string test, string shown) => await Reports(
        DeterminismRules.Instance,
        Pipeline($"{member} [Filter] internal bool IsLarge(in Purchase p) => {test};"),
        $"Filter 'IsLarge' uses a member of the pipeline that is no parameter ('{shown}'); {Fix}");

    [Fact]
    public async Task A_service_that_the_constructor_takes_is_reported() => await Reports(
        DeterminismRules.Instance,
        """
        public interface ICustomers { bool Knows(int customer); }

        [Pipeline]
        public sealed partial class Tested(ICustomers customers)
        {
            [Source] public partial Source<Purchase> Purchases { get; }
            [Filter] internal bool IsKnown(in Purchase p) => ⟦customers⟧.Knows(p.Customer);
            [Sink] public partial Sink<Purchase> Known { get; }
        }
        """,
        $"Filter 'IsKnown' uses a member of the pipeline that is no parameter ('customers'); {Fix}");

    [Fact]
    public async Task A_member_behind_a_helper_is_reported_at_the_call() => await Reports(
        DeterminismRules.Instance,
        Pipeline("""
            readonly int _limit = 3;
            int Limit => _limit * 2;
            [Filter] internal bool IsLarge(in Purchase p) => p.Amount > ⟦Limit⟧;
            """),
        $"Filter 'IsLarge' uses a member of the pipeline that is no parameter ('Tested.Limit' -> 'Tested._limit'); {Fix}");

    [Fact]
    public async Task It_cannot_be_silenced() => Assert.Equal(
        ["STREAM0506"],
        (await Find(Pipeline("""
            #pragma warning disable STREAM0506
            readonly int _limit = 3;
            [Filter] internal bool IsLarge(in Purchase p) => p.Amount > _limit;
            """))).Select(d => d.Id));

    [Fact]
    public async Task Parameters_and_what_is_made_of_them_are_let_be() => await ReportsNothing("""
        public sealed class Settings { public double Threshold => 3; }

        [Pipeline]
        public sealed partial class Tested(Settings settings)
        {
            [Parameter] public double Threshold { get; init; } = settings.Threshold;
            double Twice => Threshold * 2;
            bool Exceeds(double amount) => amount > Twice;
            [Source] public partial Source<Purchase> Purchases { get; }
            [Filter] internal bool IsLarge(in Purchase p) => Exceeds(p.Amount) && this.Threshold < p.Amount;
            [Sink] public partial Sink<Purchase> Large { get; }
        }
        """);

    [Fact]
    public async Task State_uses_its_own_fields() => await ReportsNothing("""
        [State]
        public partial struct Totals
        {
            double total;
            int Count { get; set; }
            public void Add(in Purchase p) { total += p.Amount; Count++; }
            public readonly Spending Result(int customer) => new(customer, total / Count);
        }
        """);
}
