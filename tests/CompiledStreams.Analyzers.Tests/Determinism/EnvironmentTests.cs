using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Determinism;

public sealed class EnvironmentTests
{
    private const string Setting = "depends on the machine it runs on ({0}), so another machine gives another result; read it before the run into a [Parameter]";
    private const string Culture = "depends on the machine's culture ({0}), so another machine gives another result; name CultureInfo.InvariantCulture, or StringComparison.Ordinal to compare";
    private const string Zone = "depends on the machine's time zone ({0}), so another machine gives another result; stay in UTC, or convert with a TimeZoneInfo that is a [Parameter]";
    private const string Files = "uses the file system ({0}), which is another on another machine and which every event waits for; read it before the run into a [Parameter], or make the file a [Source] or a [Sink]";
    private const string Terminal = "uses the console ({0}), which a replay does again and every event waits for; emit events to a [Sink], or log outside the pipeline";
    private const string Network = "uses the network ({0}), whose answer to a replay may be another and which every event waits for; make what it sends a [Source], or emit to a [Sink] what it is to get";
    private const string Processes = "uses processes of the machine ({0}), which a replay does again and every event waits for; do it before the run, with what it gives in a [Parameter], or behind a [Sink]";
    private const string Threads = "uses threads ({0}), and what another thread gives has no place in the order of events, so that a replay may differ; do the work in the operator, which its lane's one thread runs";

    [Theory]
    [InlineData("Environment.MachineName.Length > 0", "Environment.MachineName", "Environment.MachineName", Setting)]
    [InlineData("Environment.GetEnvironmentVariable(\"X\") is null", "Environment.GetEnvironmentVariable", "Environment.GetEnvironmentVariable", Setting)]
    [InlineData("System.IO.File.Exists(\"x\")", "System.IO.File.Exists", "File.Exists", Files)]
    [InlineData("System.IO.Path.GetFullPath(\"x\").Length > 3", "System.IO.Path.GetFullPath", "Path.GetFullPath", Files)]
    [InlineData("Console.KeyAvailable", "Console.KeyAvailable", "Console.KeyAvailable", Terminal)]
    [InlineData("System.Net.Dns.GetHostName().Length > 3", "System.Net.Dns.GetHostName", "Dns.GetHostName", Network)]
    [InlineData("Thread.CurrentThread.IsAlive", "Thread.CurrentThread", "Thread.CurrentThread", Threads)]
    [InlineData("System.Threading.Tasks.Task.Run(() => 1).IsCompleted", "System.Threading.Tasks.Task.Run", "Task.Run", Threads)]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Id > 0", "System.Diagnostics.Process.GetCurrentProcess", "Process.GetCurrentProcess", Processes)]
    [InlineData("TimeZoneInfo.Local.BaseUtcOffset > default(TimeSpan)", "TimeZoneInfo.Local", "TimeZoneInfo.Local", Zone)]
    [InlineData("p.Time.ToDateTimeOffset().LocalDateTime.Hour > 3", "p.Time.ToDateTimeOffset().LocalDateTime", "DateTimeOffset.LocalDateTime", Zone)]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture.LCID > 0", "System.Globalization.CultureInfo.CurrentCulture", "CultureInfo.CurrentCulture", Culture)]
    [InlineData("p.Amount.ToString().Length > 3", "p.Amount.ToString", "CultureInfo.CurrentCulture", Culture)]
    [InlineData("double.Parse(\"1.5\") > p.Amount", "double.Parse", "CultureInfo.CurrentCulture", Culture)]
    [InlineData("\"a\".ToUpper() == \"A\"", "\"a\".ToUpper", "CultureInfo.CurrentCulture", Culture)]
    [InlineData("\"ab\".StartsWith(\"a\")", "\"ab\".StartsWith", "CultureInfo.CurrentCulture", Culture)]
    [InlineData("$\"{p.Amount}\".Length > 3", "{p.Amount}", "CultureInfo.CurrentCulture", Culture)]
    public async Task An_operator_that_depends_on_the_machine_is_reported(string test, string place, string shown, string says) => await Reports(
        DeterminismRules.Environment,
        Pipeline($"[Filter] internal static bool IsHere(in Purchase p) => {test.Replace(place, $"⟦{place}⟧")};"),
        "Filter 'IsHere' " + string.Format(null, says, $"'{shown}'"));

    [Fact]
    public async Task Each_kind_behind_a_call_has_its_own_advice() => await Reports(
        DeterminismRules.Environment,
        Pipeline("[Filter] internal static bool IsHere(in Purchase p) => ⟦⟦Seen⟧⟧(p); static bool Seen(Purchase p) { Console.WriteLine(p.Customer); return System.IO.File.Exists(\"x\"); }"),
        "Filter 'IsHere' " + string.Format(null, Terminal, "'Tested.Seen' -> 'Console.WriteLine'"),
        "Filter 'IsHere' " + string.Format(null, Files, "'Tested.Seen' -> 'File.Exists'"));

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
