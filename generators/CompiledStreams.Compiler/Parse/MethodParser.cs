using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses what filters, maps, flat maps and key by have in common: a method whose first parameter takes the event.</summary>
internal static class MethodParser
{
    /// <summary>The method, or null where it was reported.</summary>
    /// <param name="parse">The pipeline's parse.</param>
    /// <param name="method">The method.</param>
    /// <param name="kind">The operator in words, at the start of a sentence.</param>
    /// <param name="shape">How it should look, with <c>{0}</c> for the event's type and <c>{1}</c> for the method's name.</param>
    /// <param name="outputs">Whether further parameters are outputs.</param>
    public static MethodModel? Parse(PipelineParse parse, IMethodSymbol method, string kind, string shape, bool outputs = false)
    {
        ITypeSymbol? type = method.Parameters.FirstOrDefault()?.Type;
        if (type is { TypeKind: TypeKind.Error } || method.ReturnType.TypeKind == TypeKind.Error)
        {
            parse.IsBroken = true;
            return null;
        }

        string eventName = type is null || PortParser.EventOf(type, "Output") is not null ? "TEvent" : parse.Scope.Ref(type).Name;
        string written = string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, eventName, method.Name);
        if (Wrong(parse, method, outputs) is { } wrong)
        {
            parse.Report(PipelineRules.WrongMethod, method.Name, wrong.Place, kind, method.Name, wrong.What, written);
            return null;
        }

        return new MethodModel(method.Name, method.IsStatic, Event(parse, method.Parameters[0]));
    }

    /// <summary>The parameter that takes an event.</summary>
    public static ParameterModel Event(PipelineParse parse, IParameterSymbol parameter)
    {
        EquatableArray<string> fields = EventCodecs.FieldsOf(parameter.Type, parse.Cancellation);
        return new ParameterModel(parse.Scope.Ref(parameter.Type), parameter.RefKind != RefKind.None, FieldUseReader.Of(parameter, fields, parse.Cancellation));
    }

    /// <summary>What is wrong with a parameter that should take an event.</summary>
    public static string? WrongEvent(PipelineParse parse, IParameterSymbol parameter)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter))
            return $"takes the event by '{(parameter.RefKind == RefKind.Out ? "out" : "ref")}', and other operators read it too";
        if (parse.Scope.Ref(parameter.Type).Kind == TypeUse.Other || parameter.IsParams)
            return $"takes '{parse.Scope.Ref(parameter.Type).Name}', which is no struct that can be an event";

        return null;
    }

    /// <summary>The parameter that takes a key.</summary>
    public static KeyParameterModel Key(PipelineParse parse, IParameterSymbol parameter) => new(parse.Scope.Ref(parameter.Type), parameter.RefKind != RefKind.None);

    /// <summary>What is wrong with a method whatever it takes.</summary>
    public static (string What, Place Place)? WrongKind(IMethodSymbol method)
    {
        if (method.IsGenericMethod)
            return ("is generic", Place.Name);
        if (method.IsAsync)
            return ("is async, and a loop doesn't wait", Place.Name);
        if (method.IsAbstract || method.IsExtern)
            return ("has no body", Place.Name);
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return ("returns by reference", Place.Type);

        return null;
    }

    private static (string What, Place Place)? Wrong(PipelineParse parse, IMethodSymbol method, bool outputs)
    {
        if (WrongKind(method) is { } kind)
            return kind;
        if (method.Parameters.Length == 0)
            return ("takes no event", Place.Parameters);
        if (WrongEvent(parse, method.Parameters[0]) is { } wrong)
            return (wrong, Place.Parameters);
        if (!outputs && method.Parameters.Length > 1)
            return ("takes more than the event", Place.Parameters);

        return null;
    }
}
