using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Determinism;

public sealed class ParameterTests
{
    [Fact]
    public async Task A_parameter_that_can_be_set_is_reported_at_its_accessor() => await Reports(
        DeterminismRules.SettableParameter,
        Pipeline("[Parameter] public double Threshold { get; ⟦set⟧; } [Filter] internal bool IsLarge(in Purchase p) => p.Amount > Threshold;"),
        "Parameter 'Threshold' can be set during a run, which operators would see at different events; write 'init' instead of 'set'");

    [Fact]
    public async Task A_parameter_that_is_set_before_the_run_is_let_be() => await ReportsNothing(Pipeline("""
        [Parameter] public double Threshold { get; init; }
        [Parameter] public double Least { get; } = 3;
        [Parameter] public required double Most { get; init; }
        [Filter] internal bool IsLarge(in Purchase p) => p.Amount > Threshold && p.Amount > Least && p.Amount < Most;
        """));

    [Fact]
    public async Task The_fix_writes_init() => await FixRun.Fixes(
        DeterminismRules.SettableParameter,
        "[Pipeline] partial class P { [Parameter] public double Threshold { get; set; } = 3; }",
        "[Pipeline] partial class P { [Parameter] public double Threshold { get; init; } = 3; }");

    [Fact]
    public async Task The_fix_keeps_bodies_and_fixes_all_at_once() => await FixRun.FixesAll(
        DeterminismRules.SettableParameter,
        "[Pipeline] partial class P { [Parameter] public double A { get => field; set { field = value; } } [Parameter] public double B { get; set /* once */; } [Parameter] public int C { get; set => field = value; } }",
        "[Pipeline] partial class P { [Parameter] public double A { get => field; init { field = value; } } [Parameter] public double B { get; init /* once */; } [Parameter] public int C { get; init => field = value; } }");
}
