using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a running aggregate: a nested struct, or a property whose type is a shared one.</summary>
internal static class AggregateParser
{
    private const int Append = 1;
    private const int Upsert = 2;

    public static AggregateModel? Parse(PipelineParse parse, ISymbol member, AttributeData attribute)
    {
        PropertyModel? property = null;
        if (member is IPropertySymbol declared && (property = PropertyParser.Parse(parse, declared, "Aggregate", "TState")) is null)
            return null;

        int output = attribute.Number("Output", Upsert);
        if (output is not (Append or Upsert))
            parse.Report(PipelineRules.WrongFormats, member.Name, Place.Attribute, "Aggregate", member.Name, "Output", SourceParser.Value(output), "write Changes.Upsert or Changes.Append");

        ITypeSymbol type = member is IPropertySymbol p ? p.Type : (ITypeSymbol)member;
        if (StateTypeParser.Find(parse, member, type) is not { } struc)
            return null;

        StateModel state = StateTypeParser.Parse(parse, member, struc);
        ParameterModel? add = Add(parse, member, struc);
        (TypeRef Type, KeyParameterModel? Key)? result = Result(parse, member, struc);
        if (add is null || result is not { } given)
            return null;

        return new AggregateModel(
            member.Name, new EquatableArray<string>([attribute.Text(0)]), state, add, property, attribute.Flag("WholeStream"), output, given.Type, given.Key);
    }

    private static ParameterModel? Add(PipelineParse parse, ISymbol member, INamedTypeSymbol state)
    {
        IMethodSymbol[] methods = Methods(state, "Add");
        IMethodSymbol? add = methods.FirstOrDefault();
        IParameterSymbol? parameter = add is { Parameters.Length: 1 } ? add.Parameters[0] : null;
        if (parameter?.Type.TypeKind == TypeKind.Error)
        {
            parse.IsBroken = true;
            return null;
        }

        string? wrong = add is null ? "has no Add"
            : methods.Length > 1 ? $"has {methods.Length} methods Add"
            : Hidden(parse, add) ? "has an Add that is private"
            : add.IsStatic || add.IsGenericMethod ? "has an Add that is static or generic"
            : !add.ReturnsVoid ? $"has an Add that returns '{parse.Scope.Ref(add.ReturnType).Name}'"
            : parameter is null ? "has an Add that doesn't take one event"
            : MethodParser.WrongEvent(parse, parameter) is { } fault ? $"has an Add that {fault}"
            : null;
        if (wrong is null)
            return MethodParser.Event(parse, parameter!);

        string name = parameter is null ? "TEvent" : parse.Scope.Ref(parameter.Type).Name;
        parse.Report(StateRules.WrongAdd, add is null || member is IPropertySymbol ? member.Name : member.Name + ".Add", Place.Name, member.Name, wrong, name);
        return null;
    }

    private static (TypeRef Type, KeyParameterModel? Key)? Result(PipelineParse parse, ISymbol member, INamedTypeSymbol state)
    {
        IMethodSymbol[] methods = Methods(state, "Result");
        IMethodSymbol? result = methods.FirstOrDefault();
        IParameterSymbol? key = result?.Parameters.FirstOrDefault();
        if (result is not null && (result.ReturnType.TypeKind == TypeKind.Error || key?.Type.TypeKind == TypeKind.Error))
        {
            parse.IsBroken = true;
            return null;
        }

        string? wrong = result is null ? "has no Result"
            : methods.Length > 1 ? $"has {methods.Length} methods Result"
            : Hidden(parse, result) ? "has a Result that is private"
            : result.IsStatic || result.IsGenericMethod ? "has a Result that is static or generic"
            : result.ReturnsVoid ? "has a Result that returns nothing"
            : result.ReturnsByRef || result.ReturnsByRefReadonly ? "has a Result that returns by reference"
            : parse.Scope.Ref(result.ReturnType).Kind == TypeUse.Other ? $"has a Result of '{parse.Scope.Ref(result.ReturnType).Name}', which is no struct that can be an event"
            : result.Parameters.Length > 1 ? "has a Result that takes more than the key"
            : key is { RefKind: not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter) } ? "has a Result that takes the key by 'ref'"
            : null;
        if (wrong is null)
            return (parse.Scope.Ref(result!.ReturnType), key is null ? null : MethodParser.Key(parse, key));

        parse.Report(StateRules.WrongResult, result is null || member is IPropertySymbol ? member.Name : member.Name + ".Result", Place.Name, member.Name, wrong);
        return null;
    }

    private static IMethodSymbol[] Methods(INamedTypeSymbol state, string name) =>
        [.. state.GetMembers(name).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary).OrderBy(m => m.ToDisplayString(), StringComparer.Ordinal)];

    private static bool Hidden(PipelineParse parse, IMethodSymbol method) => !parse.Scope.Compilation.IsSymbolAccessibleWithin(method, parse.Type);
}
