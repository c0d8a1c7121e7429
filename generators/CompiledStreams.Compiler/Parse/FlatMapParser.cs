using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a flat map.</summary>
internal static class FlatMapParser
{
    public static FlatMapModel? Parse(PipelineParse parse, IMethodSymbol method, AttributeData attribute)
    {
        if (MethodParser.Parse(parse, method, "Flat map", "void {1}(in {0} value, Output<TResult> output)", outputs: true) is not { } model)
            return null;

        if (Wrong(parse, method) is { } wrong)
        {
            parse.Report(
                PipelineRules.WrongMethod, method.Name, wrong.Place, "Flat map", method.Name, wrong.What,
                $"void {method.Name}(in {model.Event.Type.Name} value, Output<TResult> output)");
            return null;
        }

        // One output is read by the operator's name; several are named after their parameters.
        bool isOne = method.Parameters.Length == 2;
        return new FlatMapModel(
            method.Name, new EquatableArray<string>([attribute.Text(0)]), model,
            method.Parameters.Skip(1)
                .Select(p => new StreamModel(isOne ? method.Name : method.Name + "." + p.Name, parse.Scope.Ref(PortParser.EventOf(p.Type, "Output")!)))
                .ToEquatableArray());
    }

    private static (string What, Place Place)? Wrong(PipelineParse parse, IMethodSymbol method)
    {
        if (!method.ReturnsVoid)
            return ($"returns '{parse.Scope.Ref(method.ReturnType).Name}'", Place.Type);
        if (method.Parameters.Length == 1)
            return ("has no output", Place.Parameters);

        foreach (IParameterSymbol parameter in method.Parameters.Skip(1))
        {
            if (PortParser.EventOf(parameter.Type, "Output") is null || parameter.RefKind != RefKind.None)
                return ($"has a parameter '{parameter.Name}' that is no output", Place.Parameters);
        }

        return null;
    }
}
