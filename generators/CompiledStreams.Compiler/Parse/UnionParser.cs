using CompiledStreams.Compiler.Common;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a union.</summary>
internal static class UnionParser
{
    public static UnionModel? Parse(PipelineParse parse, IPropertySymbol property, AttributeData attribute)
    {
        if (PropertyParser.Parse(parse, property, "Union", "Stream<T>") is not { } model)
            return null;

        if (PortParser.EventOf(property.Type, "Stream") is not { } eventType)
        {
            PropertyParser.ReportWrongType(parse, property, "Union", "Stream<T>");
            return null;
        }

        return new UnionModel(property.Name, attribute.Texts().ToEquatableArray(), model, parse.Scope.Ref(eventType));
    }
}
