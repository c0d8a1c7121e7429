using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses what sources and sinks have in common.</summary>
internal static class PortParser
{
    /// <summary>A port's property and the type of its events, or null where it was reported.</summary>
    public static (PropertyModel Property, TypeRef Event, EventRef? Codecs)? Parse(PipelineParse parse, IPropertySymbol property, string kind, string portType)
    {
        string shape = portType + "<T>";
        if (PropertyParser.Parse(parse, property, kind, shape) is not { } model)
            return null;

        if (EventOf(property.Type, portType) is not { } eventType)
        {
            PropertyParser.ReportWrongType(parse, property, kind, shape);
            return null;
        }

        if (property.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
        {
            string word = property.DeclaredAccessibility switch { Accessibility.Protected => "protected", Accessibility.ProtectedAndInternal => "private protected", _ => "private" };
            parse.Report(PipelineRules.HiddenPort, property.Name, Place.Name, kind, property.Name, word);
        }

        TypeRef type = parse.Scope.Ref(eventType);
        return (model, type, EventCodecs.Of(parse, property, kind, eventType));
    }

    /// <summary>The event of <c>Source&lt;T&gt;</c>, <c>Sink&lt;T&gt;</c> or <c>Stream&lt;T&gt;</c>.</summary>
    public static ITypeSymbol? EventOf(ITypeSymbol type, string portType) =>
        type is INamedTypeSymbol { Arity: 1, ContainingType: null, ContainingNamespace: { Name: Names.Namespace, ContainingNamespace.IsGlobalNamespace: true } } named && named.Name == portType
            ? named.TypeArguments[0]
            : null;
}
