using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a sink port.</summary>
internal static class SinkParser
{
    private const int AllChanges = 7;

    public static SinkModel? Parse(PipelineParse parse, IPropertySymbol property, AttributeData attribute)
    {
        int takes = attribute.Number("Takes", AllChanges);
        if (takes is <= 0 or > AllChanges)
            parse.Report(PipelineRules.WrongFormats, property.Name, Place.Attribute, "Sink", property.Name, "Takes", SourceParser.Value(takes), "write Changes.Append, Changes.Upsert, or both with '|'");

        return PortParser.Parse(parse, property, "Sink", "Sink") is { } port
            ? new SinkModel(property.Name, new EquatableArray<string>([attribute.Text(0)]), port.Property, port.Event, port.Codecs, takes)
            : null;
    }
}
