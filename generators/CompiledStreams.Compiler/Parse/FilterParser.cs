using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a filter.</summary>
internal static class FilterParser
{
    public static FilterModel? Parse(PipelineParse parse, IMethodSymbol method, AttributeData attribute)
    {
        if (MethodParser.Parse(parse, method, "Filter", "bool {1}(in {0} value)") is not { } model)
            return null;

        if (method.ReturnType.SpecialType != SpecialType.System_Boolean)
        {
            parse.Report(
                PipelineRules.WrongMethod, method.Name, Place.Type, "Filter", method.Name, $"returns '{parse.Scope.Ref(method.ReturnType).Name}'",
                $"bool {method.Name}(in {model.Event.Type.Name} value)");
            return null;
        }

        return new FilterModel(method.Name, new EquatableArray<string>([attribute.Text(0)]), model);
    }
}
