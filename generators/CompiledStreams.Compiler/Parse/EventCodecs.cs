using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Events;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Names the codecs that are generated beside an event.</summary>
internal static class EventCodecs
{
    /// <summary>The codecs of a port's event, or null where there are none: that was reported, here or where the event is declared.</summary>
    public static EventRef? Of(PipelineParse parse, IPropertySymbol port, string kind, ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named || type.TypeKind == TypeKind.Error)
        {
            parse.IsBroken = true;
            return null;
        }

        if (!EventParser.IsEvent(named))
        {
            parse.Report(PipelineRules.NotEvent, port.Name, Place.Type, kind, port.Name, parse.Scope.Ref(type).Name, Instead(named));
            return null;
        }

        if (EventParser.Parse(named, parse.Cancellation).Model is not { } model || model.Fields.Any(f => f.Name.Length == 0))
        {
            parse.IsBroken = true;
            return null;
        }

        INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)named.ContainingType ?? named.ContainingNamespace;
        string prefix = CodecNames.All(named.Name)
            .Select(name => parse.Scope.Prefix(container, name, name.EndsWith("Decoder", StringComparison.Ordinal) ? 1 : 0))
            .OrderByDescending(p => p.Length)
            .First();
        return new EventRef(prefix, named.Name, model.Fields.Select(f => f.Name).ToEquatableArray());
    }

    // A struct of the user's own can be marked; any other value is the content of a field.
    private static string Instead(INamedTypeSymbol type) => type switch
    {
        { IsTupleType: true } => "write an event with these fields",
        { TypeKind: TypeKind.Struct, Arity: 0, DeclaringSyntaxReferences.IsEmpty: false } => $"mark '{type.Name}' with [Event]",
        _ => "write an event that has it in a field",
    };

    /// <summary>The fields of an event; none for another struct.</summary>
    public static EquatableArray<string> FieldsOf(ITypeSymbol type, CancellationToken cancellation) =>
        type is INamedTypeSymbol named && EventParser.IsEvent(named) && EventParser.Parse(named, cancellation).Model is { } model
            ? model.Fields.Select(f => f.Name).ToEquatableArray()
            : EquatableArray<string>.Empty;
}
