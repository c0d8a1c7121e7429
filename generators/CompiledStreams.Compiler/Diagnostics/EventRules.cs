using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>What can be wrong with an event.</summary>
internal static class EventRules
{
    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "STREAM0110", "An event isn't partial",
        "Event '{0}' is not partial; write 'partial {1} {0}'");

    public static readonly DiagnosticDescriptor NotStruct = Rule.Error(
        "STREAM0111", "An event isn't a struct",
        "Event '{0}' is a {1}, and would be an object for each record; write 'readonly partial record struct {0}'");

    public static readonly DiagnosticDescriptor Generic = Rule.Error(
        "STREAM0112", "An event has type parameters",
        "Event '{0}' has type parameters; write an event for each type that it is used with");

    public static readonly DiagnosticDescriptor Parent = Rule.Error(
        "STREAM0113", "An event lies in a type that can't be added to",
        "Event '{0}' lies in '{1}', which is {2}; {3}");

    public static readonly DiagnosticDescriptor Hidden = Rule.Error(
        "STREAM0114", "An event can't be seen by pipelines",
        "Event '{0}' is {1}; make it internal or public");

    public static readonly DiagnosticDescriptor Empty = Rule.Error(
        "STREAM0115", "An event has no fields",
        "Event '{0}' has no fields; give it constructor parameters, or public properties with get and init");

    public static readonly DiagnosticDescriptor FieldType = Rule.Error(
        "STREAM0120", "A field has a type that no wire format can carry",
        "Field '{0}' is a '{1}', which no wire format can carry; {2}");

    public static readonly DiagnosticDescriptor DuplicateWireName = Rule.Error(
        "STREAM0121", "Two fields have one name on the wire",
        "Field '{0}' is '{1}' on the wire, and so is '{2}'; give one of them another name with [Field(\"…\")]");

    public static readonly DiagnosticDescriptor TimeForm = Rule.Error(
        "STREAM0122", "A time's form can't be read",
        "Time form '{1}' of field '{0}' {2}");

    public static readonly DiagnosticDescriptor NoTime = Rule.Error(
        "STREAM0123", "A time form on a field that is no time",
        "Field '{0}' has a time form but is a '{1}'; {2}");

    public static readonly DiagnosticDescriptor NotAccessible = Rule.Error(
        "STREAM0124", "A field can't be read or set",
        "Field '{0}' {1}; {2}");

    public static readonly DiagnosticDescriptor Recursive = Rule.Error(
        "STREAM0125", "An event holds itself",
        "Field '{0}' holds event '{1}' again, so that a record could be of any depth; make a flat event of it, or carry that part as 'Utf8Text'");

    public static readonly DiagnosticDescriptor WireName = Rule.Error(
        "STREAM0126", "A name on the wire isn't valid text",
        "Field '{0}' has half a character in its name on the wire; write whole characters");

    public static readonly DiagnosticDescriptor MarkOnNoField = Rule.Error(
        "STREAM0127", "A field's attribute is on no field",
        "'{0}' has [{1}] but is no field of its event: {2}; {3}");

    public static readonly DiagnosticDescriptor NameTaken = Rule.Error(
        "STREAM0130", "A type has the name of a generated one",
        "Type '{1}' has the name of a type that is generated for event '{0}'; rename it");
}
