using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Determinism;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("Environment.MachineName.Length > 0", "Environment.MachineName", "Environment.MachineName")]
    [InlineData("Environment.GetEnvironmentVariable(\"X\") is null", "Environment.GetEnvironmentVariable", "Environment.GetEnvironmentVariable")]
    [InlineData("System.IO.File.Exists(\"x\")", "System.IO.File.Exists", "File.Exists")]
    [InlineData("Console.KeyAvailable", "Console.KeyAvailable", "Console.KeyAvailable")]
    [InlineData("Thread.CurrentThread.IsAlive", "Thread.CurrentThread", "Thread.CurrentThread")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Id > 0", "System.Diagnostics.Process.GetCurrentProcess", "Process.GetCurrentProcess")]
    [InlineData("TimeZoneInfo.Local.BaseUtcOffset > default(TimeSpan)", "TimeZoneInfo.Local", "TimeZoneInfo.Local")]
    [InlineData("p.Time.ToDateTimeOffset().LocalDateTime.Hour > 3", "p.Time.ToDateTimeOffset().LocalDateTime", "DateTimeOffset.LocalDateTime")]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture.LCID > 0", "System.Globalization.CultureInfo.CurrentCulture", "CultureInfo.CurrentCulture")]
    [InlineData("p.Amount.ToString().Length > 3", "p.Amount.ToString", "CultureInfo.CurrentCulture")]
    [InlineData("double.Parse(\"1.5\") > p.Amount", "double.Parse", "CultureInfo.CurrentCulture")]
    [InlineData("\"a\".ToUpper() == \"A\"", "\"a\".ToUpper", "CultureInfo.CurrentCulture")]
    [InlineData("\"ab\".StartsWith(\"a\")", "\"ab\".StartsWith", "CultureInfo.CurrentCulture")]
    [InlineData("$\"{p.Amount}\".Length > 3", "{p.Amount}", "CultureInfo.CurrentCulture")]
    public async Task An_operator_that_depends_on_the_machine_is_reported(string test, string place, string shown) => await Reports(
        DeterminismRules.Environment,
        Pipeline($"[Filter] internal static bool IsHere(in Purchase p) => {test.Replace(place, $"⟦{place}⟧")};"),
        $"Filter 'IsHere' depends on the machine it runs on ('{shown}'), so another machine gives another result; read it before the run into a [Parameter], or name the culture");

    [Fact]
    public async Task A_named_culture_and_ordinal_comparisons_are_let_be() => await ReportsNothing(Pipeline("""
        [Filter] internal static bool IsHere(in Purchase p) =>
            p.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture).Length > 3
            && double.Parse("1.5", System.Globalization.CultureInfo.InvariantCulture) > p.Amount
            && "ab".StartsWith("a", StringComparison.Ordinal) && "ab".StartsWith('a') && "ab".Contains("b") && "a".ToUpperInvariant() == "A"
            && $"{p.Customer}".Length > 3 && p.Customer.ToString().Length > 2
            && string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.Amount}").Length > 3;
        """));

    [Fact]
    public async Task A_setting_read_into_a_parameter_is_let_be() => await ReportsNothing(Pipeline("""
        [Parameter] public string Machine { get; init; } = Environment.MachineName;
        [Filter] internal bool IsHere(in Purchase p) => p.Item == Machine && System.IO.Path.Combine("a", "b").Length > 1;
        """));
}
