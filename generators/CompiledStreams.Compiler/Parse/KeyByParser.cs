using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a key by.</summary>
internal static class KeyByParser
{
    public static KeyByModel? Parse(PipelineParse parse, IMethodSymbol method, AttributeData attribute)
    {
        if (MethodParser.Parse(parse, method, "Key by", "TKey {1}(in {0} value)") is not { } model)
            return null;

        if (method.ReturnsVoid)
        {
            parse.Report(PipelineRules.WrongMethod, method.Name, Place.Type, "Key by", method.Name, "returns nothing", $"TKey {method.Name}(in {model.Event.Type.Name} value)");
            return null;
        }

        return new KeyByModel(method.Name, new EquatableArray<string>([attribute.Text(0)]), model, KeyParser.Parse(parse.Scope, method.ReturnType));
    }
}
