using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Determinism;

/// <summary>How far the rules see beyond an operator's own body.</summary>
public sealed class ReachTests
{
    private const string Message = "so a replay gives another result; take the time from a field of the event";

    [Theory]
    [InlineData("⟦Later.Now⟧()", "static class Later { public static long Now() => DateTime.UtcNow.Ticks; }", "'Later.Now' -> ")]
    [InlineData("⟦Later.Now⟧", "static class Later { public static long Now => DateTime.UtcNow.Ticks; }", "'Later.Now' -> ")]
    [InlineData("((Func<long>)(() => ⟦DateTime.UtcNow⟧.Ticks))()", "", "")]
    [InlineData("⟦Later.Age⟧(p)", "static class Later { public static long Age(in Purchase p) { return Inner(); static long Inner() => DateTime.UtcNow.Ticks; } }", "'Later.Age' -> ")]
    [InlineData("⟦p.Age⟧()", "static class Later { public static long Age(this Purchase p) => DateTime.UtcNow.Ticks; }", "'Later.Age' -> ")]
    [InlineData("⟦Later.Start⟧", "static class Later { public static readonly long Start = DateTime.UtcNow.Ticks; }", "'Later.Start' -> ")]
    [InlineData("⟦Later.Start⟧", "static class Later { public static long Start { get; } = First(); static long First() => DateTime.UtcNow.Ticks; }", "'Later.Start' -> 'Later.First' -> ")]
    [InlineData("⟦Later.Start⟧", "static class Later { public static readonly long Start; static Later() { Start = DateTime.UtcNow.Ticks; } }", "'Later.Start' -> ")]
    [InlineData("⟦Later.Now⟧()", "static class Later { public static readonly Func<long> Now = () => DateTime.UtcNow.Ticks; }", "'Later.Now' -> ")]
    [InlineData("⟦Clocks.Shop.Now⟧()", "interface IClock { long Now(); } sealed class Wall : IClock { public long Now() => DateTime.UtcNow.Ticks; } static class Clocks { public static readonly IClock Shop = new Wall(); }", "'IClock.Now' -> 'Wall.Now' -> ")]
    [InlineData("⟦Clocks.Shop.Now⟧", "interface IClock { long Now { get; } } sealed class Wall : IClock { long IClock.Now => DateTime.UtcNow.Ticks; } static class Clocks { public static readonly IClock Shop = new Wall(); }", "'IClock.Now' -> 'Wall.IClock.Now' -> ")]
    [InlineData("⟦Clock.Shop.Now⟧()", "abstract class Clock { public static readonly Clock Shop = new Wall(); public abstract long Now(); } class Mean : Clock { public override long Now() => 0; } sealed class Wall : Mean { public override long Now() => DateTime.UtcNow.Ticks; }", "'Clock.Now' -> 'Wall.Now' -> ")]
    [InlineData("⟦Ask<Wall>⟧()", "interface IClock { static abstract long Now(); } sealed class Wall : IClock { public static long Now() => DateTime.UtcNow.Ticks; }", "'Tested.Ask' -> 'IClock.Now' -> 'Wall.Now' -> ", "static long Ask<T>() where T : IClock => T.Now();")]
    [InlineData("⟦Count⟧(default)", "readonly struct Counter { public static Counter operator ++(Counter c) => DateTime.UtcNow.Ticks > 0 ? c : default; }", "'Tested.Count' -> 'Counter.op_Increment' -> ", "static long Count(Counter c) { c++; return 1; }")]
    public async Task A_clock_is_found_behind(string call, string types, string path, string member = "") => await Reports(
        DeterminismRules.Clock,
        Pipeline($"{member} [Filter] internal static bool IsRecent(in Purchase p) => {call} > 0;") + types,
        path.Length == 0
            ? $"Filter 'IsRecent' reads a clock ('DateTime.UtcNow'), {Message}"
            : $"Filter 'IsRecent' reads a clock ({path}'DateTime.UtcNow'), {Message}");

    [Fact]
    public async Task A_first_value_that_is_random_or_of_the_machine_is_found()
    {
        await Reports(
            DeterminismRules.Random,
            Pipeline("static readonly Guid s_run = Guid.NewGuid(); [Filter] internal static bool IsOurs(in Purchase p) => ⟦s_run⟧ != default;"),
            "Filter 'IsOurs' uses a random source ('Tested.s_run' -> 'Guid.NewGuid'), so a replay gives another result; derive the value from fields of the event");
    }

    [Fact]
    public async Task A_call_of_the_base_reaches_no_sibling_and_a_sealed_type_no_other() => await ReportsNothing(
        Pipeline("""
            [Filter] internal static bool IsRecent(in Purchase p) => new Mean().Now() > 0 && Even.Shop.Now() > 0;
            """) + """
            class Clock { public virtual long Now() => 0; }
            sealed class Mean : Clock { public override long Now() => base.Now() + 1; }
            sealed class Even : Clock { public static readonly Even Shop = new(); public override long Now() => 2; }
            sealed class Wall : Clock { public override long Now() => DateTime.UtcNow.Ticks; }
            """);

    [Fact]
    public async Task A_first_value_may_be_put_together_in_a_static_constructor() => await ReportsNothing(Pipeline("""
        static readonly int[] s_rates;
        static int s_made;
        static Tested() { s_rates = new int[3]; s_rates[0] = ++s_made; }
        [Filter] internal static bool IsRecent(in Purchase p) => s_rates[0] > 0;
        """));
}
