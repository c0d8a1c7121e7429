using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Checks a parameter of the pipeline; it is no operator of the graph.</summary>
internal static class ParameterParser
{
    public static OperatorModel? Parse(PipelineParse parse, IPropertySymbol property)
    {
        if (property.SetMethod is { IsInitOnly: false })
            parse.Report(PipelineRules.ParameterNotFixed, property.Name, Place.Name, property.Name, "has a 'set' accessor, so that it could change during a run");
        else if (property.GetMethod is null)
            parse.Report(PipelineRules.ParameterNotFixed, property.Name, Place.Name, property.Name, "has no 'get' accessor, so that nobody can read it");

        return null;
    }
}
