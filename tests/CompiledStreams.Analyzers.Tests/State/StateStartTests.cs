using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.State;

public sealed class StateStartTests
{
    private const string Rest = ", which doesn't run for a new key: its fields start as zero, false and null; let that mean the start, such as with a nullable field that the first event fills";

    [Fact]
    public async Task First_values_and_a_constructor_of_an_aggregate_are_reported() => await Reports(
        StateRules.NeverRuns,
        """
        [Pipeline]
        public sealed partial class Shop
        {
            [Source] public partial Source<Purchase> Purchases { get; }
            [KeyBy] internal static int Customer(in Purchase p) => p.Customer;
            [Aggregate]
            internal partial struct Lowest
            {
                private double lowest ⟦= double.MaxValue⟧, other;
                public int Count { get; private set; } ⟦= 7⟧;
                public ⟦Lowest⟧() { other = 1; }
                public void Add(in Purchase p) { lowest = Math.Min(lowest, p.Amount) + other; Count++; }
                public readonly Spending Result(int customer) => new(customer, lowest);
            }
            [Sink] public partial Sink<Spending> Spendings { get; }
        }
        """,
        "State 'Lowest' gives 'lowest' a first value" + Rest,
        "State 'Lowest' gives 'Count' a first value" + Rest,
        "State 'Lowest' has a constructor without parameters" + Rest);

    [Fact]
    public async Task First_values_of_the_state_of_a_process_are_reported() => await Reports(
        StateRules.NeverRuns,
        """
        [Pipeline]
        public sealed partial class Shop
        {
            [Source] public partial Source<Purchase> Purchases { get; }
            [KeyBy] internal static int Customer(in Purchase p) => p.Customer;
            [Process] internal static void Least(ref Lowest lowest, in Purchase p, Output<Purchase> output) { lowest.Amount = Math.Min(lowest.Amount, p.Amount); output.Emit(p); }
            internal partial struct Lowest
            {
                internal double Amount ⟦= double.MaxValue⟧;
                public ⟦Lowest⟧() { }
            }
            internal struct Other() { internal double Amount = 3; }
            [Sink] public partial Sink<Purchase> Out { get; }
        }
        """,
        "State 'Lowest' gives 'Amount' a first value" + Rest,
        "State 'Lowest' has a constructor without parameters" + Rest);

    [Fact]
    public async Task First_values_of_shared_state_are_reported_once_and_where_they_are_written() => await Reports(
        StateRules.NeverRuns,
        """
        [State]
        public partial struct Inner
        {
            public int Id ⟦= 1⟧;
            public ⟦Inner⟧() { }
        }

        [State]
        public partial struct Outer
        {
            private Inner inner;
            public void Add(in Purchase p) => inner.Id++;
            public readonly Spending Result(int customer) => new(customer, inner.Id);
        }
        """,
        "State 'Inner' gives 'Id' a first value" + Rest,
        "State 'Inner' has a constructor without parameters" + Rest);

    [Fact]
    public async Task Constants_statics_other_constructors_and_other_structs_are_let_be() => await ReportsNothing("""
        [State]
        public partial struct Lowest
        {
            private const double Most = 7;
            private static readonly double[] s_limits = [1, 2];
            private double lowest;
            private int count;
            public Lowest(double lowest) { this.lowest = lowest; count = 1; }
            public void Add(in Purchase p) { lowest = count++ == 0 ? Math.Min(Most, s_limits.Length) : Math.Min(lowest, p.Amount); }
            public readonly Spending Result(int customer) => new(customer, lowest);
        }

        public struct NoState { public int Value = 7; public NoState() { } }

        [Event]
        public partial record struct Visit(int Id) { public int Twice { get; } = Id * 2; }
        """);
}
