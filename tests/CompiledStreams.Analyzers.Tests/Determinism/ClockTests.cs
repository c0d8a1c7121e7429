using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Determinism;

public sealed class ClockTests
{
    [Theory]
    [InlineData("DateTime.UtcNow.Year > 0", "DateTime.UtcNow")]
    [InlineData("DateTime.Now.Year > 0", "DateTime.Now")]
    [InlineData("DateTime.Today.Year > 0", "DateTime.Today")]
    [InlineData("DateTimeOffset.UtcNow.Year > 0", "DateTimeOffset.UtcNow")]
    [InlineData("Environment.TickCount64 > 0", "Environment.TickCount64")]
    public async Task An_operator_that_reads_a_clock_is_reported_where_it_reads(string test, string clock) => await Reports(
        DeterminismRules.Clock,
        Pipeline($"[Filter] internal static bool IsRecent(in Purchase p) => {test.Replace(clock, $"⟦{clock}⟧")};"),
        $"Filter 'IsRecent' reads a clock ('{clock}'), so a replay gives another result; take the time from a field of the event");

    [Fact]
    public async Task A_stopwatch_is_a_clock_and_is_reported_once() => await Reports(
        DeterminismRules.Clock,
        Pipeline("[Filter] internal static bool IsQuick(in Purchase p) => ⟦System.Diagnostics.Stopwatch.StartNew⟧().ElapsedTicks >= 0;"),
        "Filter 'IsQuick' reads a clock ('Stopwatch.StartNew'), so a replay gives another result; take the time from a field of the event");

    [Fact]
    public async Task A_time_provider_that_is_a_parameter_is_a_clock_still() => await Reports(
        DeterminismRules.Clock,
        Pipeline("""
            [Parameter] public TimeProvider Clock { get; init; } = TimeProvider.System;
            [Filter] internal bool IsRecent(in Purchase p) => ⟦Clock.GetUtcNow⟧().Year > 2000;
            """),
        "Filter 'IsRecent' reads a clock ('TimeProvider.GetUtcNow'), so a replay gives another result; take the time from a field of the event");

    [Fact]
    public async Task A_process_is_reported_where_it_or_its_state_reads_a_clock() => await Reports(
        DeterminismRules.Clock,
        """
        [Pipeline]
        public sealed partial class Shop
        {
            [Source] public partial Source<Purchase> Purchases { get; }
            [KeyBy] internal static int Customer(in Purchase p) => p.Customer;
            [Process] internal static void Recent(ref Last last, in Purchase p, Output<Purchase> output)
            {
                last.Ticks = ⟦DateTime.UtcNow⟧.Ticks;
                if (⟦last.IsOld⟧())
                    output.Emit(p);
            }
            internal partial struct Last
            {
                internal long Ticks;
                internal readonly bool IsOld() => Ticks < Environment.TickCount64;
            }
            [Sink] public partial Sink<Purchase> Out { get; }
        }
        """,
        "Process 'Recent' reads a clock ('DateTime.UtcNow'), so a replay gives another result; take the time from a field of the event",
        "Process 'Recent' reads a clock ('Last.IsOld' -> 'Environment.TickCount64'), so a replay gives another result; take the time from a field of the event");

    [Fact]
    public async Task State_that_reads_a_clock_is_reported() => await Reports(
        DeterminismRules.Clock,
        """
        [State]
        public partial struct Totals
        {
            long last;
            public void Add(in Purchase p) => last = ⟦DateTime.UtcNow⟧.Ticks;
            public readonly Spending Result(int customer) => new(customer, last);
        }
        """,
        "State 'Totals.Add' reads a clock ('DateTime.UtcNow'), so a replay gives another result; take the time from a field of the event");

    [Fact]
    public async Task A_clock_behind_calls_is_reported_at_the_call_with_the_way_to_it() => await Reports(
        DeterminismRules.Clock,
        Pipeline("[Filter] internal static bool IsRecent(in Purchase p) => ⟦Ages.Of⟧(p) < TimeSpan.FromHours(1);") + """
            static class Ages
            {
                public static TimeSpan Of(Purchase p) => Now - p.Time;
                static Timestamp Now => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);
            }
            """,
        "Filter 'IsRecent' reads a clock ('Ages.Of' -> 'Ages.Now' -> 'DateTimeOffset.UtcNow'), so a replay gives another result; take the time from a field of the event");

    [Fact]
    public async Task A_clock_in_a_constructor_an_initializer_an_operator_and_a_method_group_is_found()
    {
        const string Message = "so a replay gives another result; take the time from a field of the event";
        await Reports(
            DeterminismRules.Clock,
            Pipeline("""
                [Filter] internal static bool A(in Purchase p) => ⟦new Made()⟧.At > 0;
                [Filter] internal static bool B(in Purchase p) => ⟦new Set()⟧.At > 0;
                [Filter] internal static bool C(in Purchase p) => (⟦new Sum(1) + new Sum(2)⟧).Value > 0;
                [Filter] internal static bool D(in Purchase p) => new[] { 1 }.Select(⟦Later⟧).Any();
                static long Later(int x) => x + DateTime.UtcNow.Ticks;
                """) + """
                struct Made { public long At; public Made() { At = DateTime.UtcNow.Ticks; } }
                struct Set { public Set() { } public long At = DateTime.UtcNow.Ticks; }
                readonly record struct Sum(long Value) { public static Sum operator +(Sum a, Sum b) => new(a.Value + b.Value + DateTime.UtcNow.Ticks); }
                """,
            $"Filter 'A' reads a clock ('new Made' -> 'DateTime.UtcNow'), {Message}",
            $"Filter 'B' reads a clock ('new Set' -> 'DateTime.UtcNow'), {Message}",
            $"Filter 'C' reads a clock ('Sum.op_Addition' -> 'DateTime.UtcNow'), {Message}",
            $"Filter 'D' reads a clock ('Tested.Later' -> 'DateTime.UtcNow'), {Message}");
    }

    [Fact]
    public async Task Methods_that_call_each_other_end_the_search() => await Reports(
        DeterminismRules.Clock,
        Pipeline("""
            [Filter] internal static bool IsRecent(in Purchase p) => ⟦Odd⟧(3);
            static bool Odd(int n) => n != 0 && Even(n - 1);
            static bool Even(int n) => n == 0 || Odd(n - 1) || DateTime.UtcNow.Ticks > 0;
            """),
        "Filter 'IsRecent' reads a clock ('Tested.Odd' -> 'Tested.Even' -> 'DateTime.UtcNow'), so a replay gives another result; take the time from a field of the event");

    [Fact]
    public async Task What_no_operator_calls_may_read_a_clock() => await ReportsNothing(Pipeline("""
        [Parameter] public long Start { get; init; } = DateTime.UtcNow.Ticks;
        [Filter] internal bool IsRecent(in Purchase p) => p.Time.Microseconds > Start && nameof(DateTime.UtcNow).Length > 0;
        public static long Unrelated() => DateTime.UtcNow.Ticks;
        public override string ToString() => DateTime.Now.ToString();
        """) + "class Elsewhere { public DateTime Now => DateTime.UtcNow; }");

    [Fact]
    public async Task Arithmetic_on_times_of_the_event_is_no_clock() => await ReportsNothing(Pipeline(
        "[Filter] internal static bool IsOld(in Purchase p) => p.Time < Timestamp.Parse(\"2020-01-01\") && DateTime.UnixEpoch.Year == 1970 && new DateTime(2020, 1, 1).Year > 0;"));

    [Fact]
    public async Task A_pragma_silences_it() => await ReportsNothing(Pipeline("""
        #pragma warning disable STREAM0501 // a metric, no part of the result
        [Filter] internal static bool IsRecent(in Purchase p) => DateTime.UtcNow.Year > 0;
        #pragma warning restore STREAM0501
        """));
}
