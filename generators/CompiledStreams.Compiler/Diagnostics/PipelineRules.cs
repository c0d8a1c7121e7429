using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>Mistakes in a pipeline: in its declarations (01) and in its graph (02).</summary>
internal static class PipelineRules
{
    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "STREAM0101", "A pipeline must be partial", "Pipeline '{0}' is not partial, so that nothing can be added to it; write 'partial {1} {0}'");

    public static readonly DiagnosticDescriptor ParentNotPartial = Rule.Error(
        "STREAM0102", "A type around a pipeline must be partial", "'{1}' is around pipeline '{0}' and is not partial; write 'partial {2} {1}'");

    public static readonly DiagnosticDescriptor Generic = Rule.Error(
        "STREAM0103", "A pipeline must not be generic", "Pipeline '{0}' is generic by '{1}', so that its events have no fixed types; write one class for each type it is used with");

    public static readonly DiagnosticDescriptor WrongClass = Rule.Error(
        "STREAM0104", "A pipeline must be a class that can be made", "Pipeline '{0}' is {1}, so that no run can have one; write 'partial class {0}'");

    /// <summary>Whether a mistake is in what the class itself is. The generator reports those: where it can add nothing to the class, the C# compiler stops at the missing
    /// parts of its ports, before any analyzer runs.</summary>
    public static bool IsOfClass(DiagnosticDescriptor rule) => rule == NotPartial || rule == ParentNotPartial || rule == Generic || rule == WrongClass;

    public static readonly DiagnosticDescriptor MemberNotPartial = Rule.Error(
        "STREAM0105", "A port must be a partial property", "{0} '{1}' is not partial, so that nothing can be added to it; write 'partial' before its type");

    public static readonly DiagnosticDescriptor WrongProperty = Rule.Error(
        "STREAM0106", "A port must have its operator's type", "{0} '{1}' {2}; write 'partial {3} {1} {{ get; }}'");

    public static readonly DiagnosticDescriptor WrongMethod = Rule.Error(
        "STREAM0107", "An operator's method must have its shape", "{0} '{1}' {2}; write '{3}'");

    public static readonly DiagnosticDescriptor SeveralOperators = Rule.Error(
        "STREAM0108", "A member is one operator", "'{0}' is both {1} and {2}; keep one of the attributes and give the other operator a member of its own");

    public static readonly DiagnosticDescriptor DuplicateName = Rule.Error(
        "STREAM0109", "Operators have names of their own", "'{0}' is the name of two operators, and names identify operators; rename one of them");

    public static readonly DiagnosticDescriptor NotEvent = Rule.Error(
        "STREAM0140", "What flows through a port must be an event", "{0} '{1}' has '{2}', which has no codecs; {3}");

    public static readonly DiagnosticDescriptor HiddenPort = Rule.Error(
        "STREAM0141", "A port must be visible to what binds it", "{0} '{1}' is {2}, so that nothing can be bound to it; make it internal or public");

    public static readonly DiagnosticDescriptor WrongFormats = Rule.Error(
        "STREAM0142", "An option must have a value that means something", "{0} '{1}' has {2} = {3}, which means nothing; {4}");

    public static readonly DiagnosticDescriptor ParameterNotFixed = Rule.Error(
        "STREAM0143", "A parameter must not change during a run", "Parameter '{0}' {1}; write '{{ get; init; }}'");

    public static readonly DiagnosticDescriptor InheritedOperator = Rule.Error(
        "STREAM0144", "A pipeline is the operators of its own class", "Pipeline '{0}' inherits [{1}] '{2}' from '{3}', which is no part of it; move '{2}' into '{0}', and leave in '{3}' only what operators call");

    public static readonly DiagnosticDescriptor NoSource = Rule.Error(
        "STREAM0201", "A pipeline has a source", "Pipeline '{0}' has no source, so that nothing enters it; add '[Source] public partial Source<T> Name {{ get; }}'");

    public static readonly DiagnosticDescriptor MissingInput = Rule.Error(
        "STREAM0202", "An input may be left out only in a straight line", "{0} '{1}' names no input, and pipeline '{2}' is no straight line: {3}; write '[{4}(nameof({5}))]'");

    public static readonly DiagnosticDescriptor WrongInputType = Rule.Error(
        "STREAM0203", "An operator takes what its input has", "{0} '{1}' takes '{2}' but reads '{3}' of '{4}'; {5}");

    public static readonly DiagnosticDescriptor UnknownInput = Rule.Error(
        "STREAM0204", "An input names a stream of the pipeline", "{0} '{1}' reads '{2}', which is no stream of the pipeline; {3}");

    public static readonly DiagnosticDescriptor Cycle = Rule.Error(
        "STREAM0205", "A pipeline has no cycle", "'{0}' reads what it makes: {1}; let one of them read something else");

    public static readonly DiagnosticDescriptor NobodyReads = Rule.Error(
        "STREAM0206", "Every operator is read", "Nobody reads {0} '{1}', so that its work is for nothing; add '[Sink(nameof({1}))] public partial Sink<{2}> Name {{ get; }}', or remove it");

    public static readonly DiagnosticDescriptor NobodyReadsOutput = Rule.Error(
        "STREAM0207", "Every output is read", "Nobody reads output '{0}', so that its work is for nothing; add '[Sink(\"{0}\")] public partial Sink<{1}> Name {{ get; }}', or remove the parameter");

    public static readonly DiagnosticDescriptor Unkeyed = Rule.Error(
        "STREAM0208", "An aggregate reads a keyed stream", "Aggregate '{0}' reads '{1}', which has no key; put a [KeyBy] before it, or write 'WholeStream = true' for one state of all events");

    public static readonly DiagnosticDescriptor UnnamedOutput = Rule.Error(
        "STREAM0209", "One of several outputs is named", "{0} '{1}' reads '{2}', which has several outputs; name one of them: {3}");

    public static readonly DiagnosticDescriptor NotForUpserts = Rule.Error(
        "STREAM0211", "An operator takes its input's changes",
        "{0} '{1}' reads '{2}', whose events are new values for a key, and can't tell a new value from a new fact; write 'Output = Changes.Append' at aggregate '{3}' to treat each update as an event");

    public static readonly DiagnosticDescriptor SinkTakesOther = Rule.Error(
        "STREAM0212", "A sink takes its input's changes", "Sink '{0}' takes {1} but reads '{2}', whose events are {3}; {4}");

    public static readonly DiagnosticDescriptor UnlikeUnion = Rule.Error(
        "STREAM0213", "A union's inputs have like changes", "Union '{0}' reads '{1}' of {2} and '{3}' of {4}; write 'Output = Changes.Append' at the aggregates before it");

    public static readonly DiagnosticDescriptor TooFewInputs = Rule.Error(
        "STREAM0215", "A union has two inputs or more", "Union '{0}' has {1}; write '[Union(nameof(A), nameof(B))]'");

    public static readonly DiagnosticDescriptor BadKey = Rule.Error(
        "STREAM0216", "A key's equality doesn't change", "Key by '{0}' gives '{1}', which can't be a key: {2}");

    public static readonly DiagnosticDescriptor WrongResultKey = Rule.Error(
        "STREAM0217", "Result takes the key of its stream", "Aggregate '{0}' has Result of key '{1}' but reads '{2}', which {3}; {4}");

    public static readonly DiagnosticDescriptor UnkeyedProcess = Rule.Error(
        "STREAM0218", "A process reads a keyed stream",
        "Process '{0}' reads '{1}', which has no key; put a [KeyBy] before it, or for one state of all events a [KeyBy] that gives each the same key");

    public static readonly DiagnosticDescriptor WrongProcessKey = Rule.Error(
        "STREAM0219", "A process takes the key of its stream", "Process '{0}' takes the key '{1}' but reads '{2}', which has a key of '{3}'; take 'in {3} key'");
}
