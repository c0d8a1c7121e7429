using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
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

        if (Operators.Find(named, Names.Event) is null)
        {
            parse.Report(PipelineRules.NotEvent, port.Name, Place.Type, kind, port.Name, parse.Scope.Ref(type).Name);
            return null;
        }

        if (Fields(named, parse.Cancellation) is not { } fields)
        {
            parse.IsBroken = true;
            return null;
        }

        INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)named.ContainingType ?? named.ContainingNamespace;
        string prefix = CodecNames.All(named.Name).Select(name => parse.Scope.Prefix(container, name, name == CodecNames.JsonDecoder(named.Name) || name == CodecNames.DelimitedDecoder(named.Name) ? 1 : 0))
            .OrderByDescending(p => p.Length).First();
        return new EventRef(prefix, named.Name, fields);
    }

    /// <summary>The fields of an event, or of another struct that a method takes; null for an event that has mistakes.</summary>
    public static EquatableArray<string>? Fields(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        IMethodSymbol? constructor = type.InstanceConstructors.FirstOrDefault(c => c.Parameters.Length > 0 && type.IsRecord
            && c.Parameters.All(p => type.GetMembers(p.Name).OfType<IPropertySymbol>().Any()));
        return constructor is null ? null : constructor.Parameters.Select(p => p.Name).ToEquatableArray();
    }
}
