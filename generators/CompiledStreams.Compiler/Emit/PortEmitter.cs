using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes ports: the other part of their properties, what is decoded of a source, and how a lane opens them.</summary>
internal static class PortEmitter
{
    public static void EmitProperties(SourceWriter writer, PipelinePlan plan, LaneNames names)
    {
        for (int port = 0; port < plan.Sources.Count; port++)
            writer.Line($"{plan.Sources[port].Model.Property.Head} => new({names.Description}, port: {Number(port)});");
        for (int port = 0; port < plan.Sinks.Count; port++)
            writer.Line($"{plan.Sinks[port].Model.Property.Head} => new({names.Description}, port: {Number(port)});");
        foreach (UnionModel union in plan.Pipeline.Operators.OfType<UnionModel>())
            writer.Line($"{union.Property.Head} => default;");
        foreach (AggregateModel aggregate in plan.Pipeline.Operators.OfType<AggregateModel>().Where(a => a.Property is not null))
            writer.Line($"{aggregate.Property!.Head} => default;");

        writer.Line();
    }

    public static void EmitFields(SourceWriter writer, LaneNames names, SourcePlan source)
    {
        EventRef codecs = source.Model.Codecs!;
        writer.Line($"/// <summary>What is decoded of {Xml.Text(source.Model.Name)}.</summary>");
        using (writer.Braces($"private readonly struct {names.Fields(source.Model.Name)} : {codecs.Prefix}{Literal.Identifier(CodecNames.FieldSet(codecs.Name))}"))
        {
            foreach (string field in codecs.Fields)
                writer.Line($"public static bool {Literal.Identifier(field)} => {(source.Reads.Reads(field) ? "true" : "false")};");
        }

        writer.Line();
    }

    public static void Open(SourceWriter writer, LaneNames names, SourcePlan source, int port)
    {
        EventRef codecs = source.Model.Codecs!;
        writer.Lines($"""
            {names.Source(source.Model.Name)} = context.OpenSource<{source.Model.Event.Code}>(
                {Number(port)},
                {Make(1, CodecNames.JsonDecoder(codecs.Name))},
                {Make(2, CodecNames.DelimitedDecoder(codecs.Name))});
            """);

        string Make(int format, string decoder) => (source.Model.Formats & format) == 0
            ? "null"
            : $"static options => new {codecs.Prefix}{Literal.Identifier(decoder)}<{names.Fields(source.Model.Name)}>(options)";
    }

    public static void Open(SourceWriter writer, LaneNames names, SinkPlan sink, int port)
    {
        EventRef codecs = sink.Model.Codecs!;
        writer.Lines($"""
            {names.Sink(sink.Model.Name)} = context.OpenSink<{sink.Model.Event.Code}>(
                {Number(port)},
                static options => new {codecs.Prefix}{Literal.Identifier(CodecNames.JsonEncoder(codecs.Name))}(options),
                static options => new {codecs.Prefix}{Literal.Identifier(CodecNames.DelimitedEncoder(codecs.Name))}(options));
            """);
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
