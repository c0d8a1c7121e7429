using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>Mistakes in state (03).</summary>
internal static class StateRules
{
    public static readonly DiagnosticDescriptor NotCheckpointable = Rule.Error(
        "STREAM0301", "State can be checkpointed", "State '{0}' is '{1}', which can't be checkpointed; {2}");

    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "STREAM0303", "State is a partial struct", "State '{0}' {1}; {2}");

    public static readonly DiagnosticDescriptor WrongAdd = Rule.Error(
        "STREAM0304", "An aggregate has one Add", "Aggregate '{0}' {1}; write 'public void Add(in {2} value)'");

    public static readonly DiagnosticDescriptor WrongResult = Rule.Error(
        "STREAM0305", "An aggregate has one Result", "Aggregate '{0}' {1}; write 'public readonly TResult Result()' or 'Result(TKey key)'");

    public static readonly DiagnosticDescriptor NameTaken = Rule.Error(
        "STREAM0306", "State leaves the compiler its names", "State '{0}' has a member '{1}', a name that the compiler gives to what it adds; rename it");

    public static readonly DiagnosticDescriptor NeverRuns = Rule.Warning(
        "STREAM0307", "State starts with all its fields zero",
        "State '{0}' {1}, which doesn't run for a new key: its fields start as zero, false and null; let that mean the start, such as with a nullable field that the first event fills");
}
