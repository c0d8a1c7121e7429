using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a process function: a method that takes its key's state by reference, then the event, maybe the key, and outputs.</summary>
internal static class ProcessParser
{
    public static ProcessModel? Parse(PipelineParse parse, IMethodSymbol method, AttributeData attribute)
    {
        if (method.ReturnType.TypeKind == TypeKind.Error || method.Parameters.Any(p => p.Type.TypeKind == TypeKind.Error))
        {
            parse.IsBroken = true;
            return null;
        }

        if (Wrong(parse, method) is { } wrong)
        {
            parse.Report(PipelineRules.WrongMethod, method.Name, wrong.Place, "Process", method.Name, wrong.What, Shape(parse, method));
            return null;
        }

        ITypeSymbol type = method.Parameters[0].Type;
        ISymbol at = SymbolEqualityComparer.Default.Equals(type.ContainingType, parse.Type) ? type : method;
        if (StateTypeParser.Find(parse, at, type) is not { } state)
            return null;

        return new ProcessModel(
            method.Name, new EquatableArray<string>([attribute.Text(0)]), StateTypeParser.Parse(parse, at, state),
            new MethodModel(method.Name, method.IsStatic, MethodParser.Event(parse, method.Parameters[1])),
            IsOutput(method.Parameters[2]) ? null : MethodParser.Key(parse, method.Parameters[2]),
            Outputs(parse, method), Removes: !method.ReturnsVoid);
    }

    // One output is read by the operator's name; several are named after their parameters.
    private static EquatableArray<OutputModel> Outputs(PipelineParse parse, IMethodSymbol method)
    {
        IParameterSymbol[] outputs = [.. method.Parameters.Where(IsOutput)];
        return outputs
            .Select(p => (FullName: method.Name + "." + p.Name, Type: parse.Scope.Ref(PortParser.EventOf(p.Type, "Output")!)))
            .Select(o => new OutputModel(o.FullName, new StreamModel(outputs.Length == 1 ? method.Name : o.FullName, o.Type)))
            .ToEquatableArray();
    }

    private static (string What, Place Place)? Wrong(PipelineParse parse, IMethodSymbol method)
    {
        if (MethodParser.WrongKind(method) is { } kind)
            return kind;
        if (!method.ReturnsVoid && method.ReturnType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) != Names.StateAfter)
            return ($"returns '{parse.Scope.Ref(method.ReturnType).Name}', which says nothing about its state", Place.Type);

        return WrongParameter(parse, method) is { } what ? (what, Place.Parameters) : null;
    }

    private static string? WrongParameter(PipelineParse parse, IMethodSymbol method)
    {
        IParameterSymbol[] parameters = [.. method.Parameters];
        if (parameters.Length == 0 || IsOutput(parameters[0]))
            return "takes no state";
        if (parameters[0].RefKind != RefKind.Ref)
            return "doesn't take its state by 'ref' before all else";
        if (parameters.Length == 1 || IsOutput(parameters[1]))
            return "takes no event";
        if (MethodParser.WrongEvent(parse, parameters[1]) is { } fault)
            return fault;

        return WrongRest([.. parameters.Skip(2)]);
    }

    /// <summary>What is wrong with what follows the event: the key, which may be left out, and the outputs.</summary>
    private static string? WrongRest(IParameterSymbol[] parameters)
    {
        bool hasKey = parameters.Length > 0 && !IsOutput(parameters[0]);
        if (hasKey && parameters[0] is { RefKind: not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter) } or { IsParams: true })
            return $"has a parameter '{parameters[0].Name}' that is neither key nor output";

        IParameterSymbol[] outputs = [.. parameters.Skip(hasKey ? 1 : 0)];
        if (outputs.FirstOrDefault(p => !IsOutput(p)) is { } other)
            return $"has a parameter '{other.Name}' that is no output";

        return outputs.Length == 0 ? "has no output" : null;
    }

    /// <summary>How it should look, with the types that are right already.</summary>
    private static string Shape(PipelineParse parse, IMethodSymbol method)
    {
        IParameterSymbol? state = method.Parameters.FirstOrDefault(p => p.RefKind == RefKind.Ref);
        IParameterSymbol? value = method.Parameters.FirstOrDefault(p => !SymbolEqualityComparer.Default.Equals(p, state) && !IsOutput(p));
        string result = method.ReturnType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) == Names.StateAfter ? "StateAfter" : "void";
        return $"{result} {method.Name}(ref {Type(state, "TState")} state, in {Type(value, "TEvent")} value, Output<TResult> output)";

        string Type(IParameterSymbol? parameter, string unknown) => parameter is null ? unknown : parse.Scope.Ref(parameter.Type).Name;
    }

    private static bool IsOutput(IParameterSymbol parameter) => parameter.RefKind == RefKind.None && PortParser.EventOf(parameter.Type, "Output") is not null;
}
