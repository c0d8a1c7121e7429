using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a map.</summary>
internal static class MapParser
{
    public static MapModel? Parse(PipelineParse parse, IMethodSymbol method, AttributeData attribute)
    {
        if (MethodParser.Parse(parse, method, "Map", "TResult {1}(in {0} value)") is not { } model)
            return null;

        TypeRef result = parse.Scope.Ref(method.ReturnType);
        if (result.Kind == TypeUse.Other)
        {
            string what = method.ReturnsVoid ? "returns nothing" : $"returns '{result.Name}', which is no struct that can be an event";
            parse.Report(PipelineRules.WrongMethod, method.Name, Place.Type, "Map", method.Name, what, $"TResult {method.Name}(in {model.Event.Type.Name} value)");
            return null;
        }

        return new MapModel(method.Name, new EquatableArray<string>([attribute.Text(0)]), model, result);
    }
}
