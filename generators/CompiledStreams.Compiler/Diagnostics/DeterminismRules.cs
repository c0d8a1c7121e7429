using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>Operators whose result isn't decided by their events, so that a replay after a failure gives something else.</summary>
/// <remarks>Where a use may be harmless (a clock for a metric, a line for the console) it is a warning; where a run itself relies on the rule it is an error.</remarks>
internal static class DeterminismRules
{
    public static readonly DiagnosticDescriptor Clock = Rule.Warning(
        "STREAM0501", "Operator reads a clock",
        "{0} '{1}' reads a clock ({2}), so a replay gives another result; take the time from a field of the event");

    public static readonly DiagnosticDescriptor Random = Rule.Warning(
        "STREAM0502", "Operator uses a random source",
        "{0} '{1}' {3} ({2}), {4}; {5}");

    public static readonly DiagnosticDescriptor Environment = Rule.Warning(
        "STREAM0503", "Operator depends on the machine",
        "{0} '{1}' {3} ({2}), {4}; {5}");

    public static readonly DiagnosticDescriptor ReadsStatic = Rule.Warning(
        "STREAM0504", "Operator reads a static that can change",
        "{0} '{1}' reads a static that can change during a run ({2}); make it readonly with immutable contents, or a [Parameter]");

    public static readonly DiagnosticDescriptor WritesStatic = Rule.Warning(
        "STREAM0505", "Operator changes a static",
        "{0} '{1}' changes a static ({2}), which no checkpoint holds and lanes share without a lock; keep it in the state of an [Aggregate]");

    public static readonly DiagnosticDescriptor Instance = Rule.Error(
        "STREAM0506", "Operator uses a member that is no parameter",
        "{0} '{1}' uses a member of the pipeline that is no parameter ({2}); mark a property with [Parameter] and use that, or make it const or static readonly");
}
