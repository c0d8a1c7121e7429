using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a source port.</summary>
internal static class SourceParser
{
    private const int AllFormats = 3;
    private const int LastValidate = 2;

    public static SourceModel? Parse(PipelineParse parse, IPropertySymbol property, AttributeData attribute)
    {
        int formats = attribute.Number("Formats", AllFormats);
        if (formats is <= 0 or > AllFormats)
            parse.Report(PipelineRules.WrongFormats, property.Name, Place.Attribute, "Source", property.Name, "Formats", Value(formats), "write Formats.JsonLines, Formats.Delimited or Formats.All");

        int validate = attribute.Number("Validate", 0);
        if (validate is < 0 or > LastValidate)
            parse.Report(PipelineRules.WrongFormats, property.Name, Place.Attribute, "Source", property.Name, "Validate", Value(validate), "write Validate.Structure, Validate.Used or Validate.All");

        return PortParser.Parse(parse, property, "Source", "Source") is { } port
            ? new SourceModel(property.Name, port.Property, port.Event, port.Codecs, formats, validate)
            : null;
    }

    internal static string Value(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
