using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Finds the struct that is an operator's state: one nested in the pipeline, or a shared one.</summary>
internal static class StateTypeParser
{
    /// <summary>The struct, or null where it was reported.</summary>
    /// <param name="parse">The pipeline's parse.</param>
    /// <param name="at">The struct itself where it is nested in the pipeline; else the operator that names it.</param>
    /// <param name="type">The type that should be state.</param>
    public static INamedTypeSymbol? Find(PipelineParse parse, ISymbol at, ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Error || !PipelineParse.IsNamed(type) || (at is INamedTypeSymbol && type.TypeKind != TypeKind.Struct))
        {
            parse.IsBroken = true;
            return null;
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRefLikeType: false, IsTupleType: false } named || named.SpecialType != SpecialType.None)
            return Wrong($"is '{parse.Scope.Ref(type).Name}', which is no struct of fields", "write 'partial struct'");

        if (!named.TypeParameters.IsEmpty)
            return Wrong("is generic, so that its fields have no fixed types", "write one struct for each type it is used with");

        bool isShared = at is not INamedTypeSymbol;
        if (isShared && Operators.Find(named, Names.State) is null)
            return Wrong($"has type '{named.Name}', which is shared and not marked", $"mark '{named.Name}' with [State]");

        if (!PipelineParse.IsPartial(named, parse.Cancellation))
            return Wrong("is not partial, so that nothing can be added to it", $"write 'partial struct {named.Name}'");

        // What else is wrong with a shared state is said where it is declared.
        if (isShared && SharedStateParser.WhyNotEmitted(named, holdsText: false) is not null)
            parse.IsBroken = true;

        return named;

        INamedTypeSymbol? Wrong(string what, string advice)
        {
            parse.ReportOnce(Problem.At(StateRules.NotPartial, at.Name, Place.Name, at.Name, what, advice));
            return null;
        }
    }

    /// <summary>The struct's model; what in it can't be checkpointed is reported.</summary>
    public static StateModel Parse(PipelineParse parse, ISymbol at, INamedTypeSymbol state) =>
        new StateParser(parse.Scope, (rule, path, args) => parse.ReportOnce(Fault(at, rule, path, args))).Parse(state);

    private static Problem Fault(ISymbol at, DiagnosticDescriptor rule, string path, string[] args)
    {
        string first = path.Split('.')[0];
        bool isHere = at is INamedTypeSymbol && first.Length > 0;
        string[] all = rule == StateRules.NotCheckpointable ? [at.Name + "." + path, .. args] : args;
        return Problem.At(rule, isHere ? at.Name + "." + first : at.Name, isHere ? Place.Type : Place.Name, all);
    }
}
