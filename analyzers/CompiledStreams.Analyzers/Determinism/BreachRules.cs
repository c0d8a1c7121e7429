using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>What is said of a breach.</summary>
internal static class BreachRules
{
    private const string Replay = "so a replay gives another result";
    private const string Elsewhere = "so another machine gives another result";

    /// <summary>A breach of an operator as a diagnostic.</summary>
    /// <param name="breach">The breach.</param>
    /// <param name="at">The place to underline.</param>
    /// <param name="word">The operator in words, at the start of a sentence.</param>
    /// <param name="name">The operator's name.</param>
    /// <param name="path">What it uses, and the way to it.</param>
    public static Diagnostic ToDiagnostic(Breach breach, Location at, string word, string name, string path) => Random(breach) is { } random
        ? Diagnostic.Create(DeterminismRules.Random, at, word, name, path, random.Does, random.So, random.Instead)
        : Machine(breach) is { } machine
            ? Diagnostic.Create(DeterminismRules.Environment, at, word, name, path, machine.Does, machine.So, machine.Instead)
            : Diagnostic.Create(Plain(breach), at, word, name, path);

    private static DiagnosticDescriptor Plain(Breach breach) => breach switch
    {
        Breach.Clock => DeterminismRules.Clock,
        Breach.ReadsStatic => DeterminismRules.ReadsStatic,
        Breach.WritesStatic => DeterminismRules.WritesStatic,
        _ => DeterminismRules.Instance,
    };

    private static (string Does, string So, string Instead)? Random(Breach breach) => breach switch
    {
        Breach.Random => ("uses a random source", Replay, "derive the value from fields of the event"),
        Breach.HashCode => ("uses a hash code that differs from process to process", Replay, "compute a hash of your own from the fields, or key by the value itself"),
        _ => null,
    };

    private static (string Does, string So, string Instead)? Machine(Breach breach) => breach switch
    {
        Breach.Setting => ("depends on the machine it runs on", Elsewhere, "read it before the run into a [Parameter]"),
        Breach.Culture => ("depends on the machine's culture", Elsewhere, "name CultureInfo.InvariantCulture, or StringComparison.Ordinal to compare"),
        Breach.TimeZone => ("depends on the machine's time zone", Elsewhere, "stay in UTC, or convert with a TimeZoneInfo that is a [Parameter]"),
        Breach.Console => ("uses the console", "which a replay does again and every event waits for", "emit events to a [Sink], or log outside the pipeline"),
        Breach.File => ("uses the file system", "which is another on another machine and which every event waits for", "read it before the run into a [Parameter], or make the file a [Source] or a [Sink]"),
        Breach.Network => ("uses the network", "whose answer to a replay may be another and which every event waits for", "make what it sends a [Source], or emit to a [Sink] what it is to get"),
        Breach.Process => ("uses processes of the machine", "which a replay does again and every event waits for", "do it before the run, with what it gives in a [Parameter], or behind a [Sink]"),
        Breach.Thread => ("uses threads", "and what another thread gives has no place in the order of events, so that a replay may differ", "do the work in the operator, which its lane's one thread runs"),
        _ => null,
    };
}
