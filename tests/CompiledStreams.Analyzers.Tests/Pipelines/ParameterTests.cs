using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Pipelines;

public sealed class ParameterTests
{
    [Fact]
    public async Task A_parameter_that_can_be_set_is_reported() => await Reports(
        PipelineRules.ParameterNotFixed,
        Pipeline("[Parameter] public double ⟦Threshold⟧ { get; set; } [Filter] internal bool IsLarge(in Purchase p) => p.Amount > Threshold;"),
        "Parameter 'Threshold' has a 'set' accessor, so that it could change during a run; write '{ get; init; }'");

    [Fact]
    public async Task A_parameter_that_is_set_before_the_run_is_let_be() => await ReportsNothing(Pipeline("""
        [Parameter] public double Threshold { get; init; }
        [Parameter] public double Least { get; } = 3;
        [Parameter] public required double Most { get; init; }
        [Filter] internal bool IsLarge(in Purchase p) => p.Amount > Threshold && p.Amount > Least && p.Amount < Most;
        """));

    [Fact]
    public async Task The_fix_writes_init() => await FixRun.Fixes(
        PipelineRules.ParameterNotFixed,
        "[Pipeline] partial class P { [Parameter] public double Threshold { get; set; } = 3; }",
        "[Pipeline] partial class P { [Parameter] public double Threshold { get; init; } = 3; }");

    [Fact]
    public async Task The_fix_keeps_bodies_and_fixes_all_at_once() => await FixRun.FixesAll(
        PipelineRules.ParameterNotFixed,
        "[Pipeline] partial class P { [Parameter] public double A { get => field; set { field = value; } } [Parameter] public double B { get; set /* once */; } [Parameter] public int C { get; set => field = value; } }",
        "[Pipeline] partial class P { [Parameter] public double A { get => field; init { field = value; } } [Parameter] public double B { get; init /* once */; } [Parameter] public int C { get; init => field = value; } }");
}
