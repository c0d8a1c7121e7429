using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>A struct that is state of several pipelines: what it needs is emitted where it is declared.</summary>
internal sealed record SharedStateModel(PipelineType Type, StateModel State, EquatableArray<string> Shadowed, bool IsBroken, EquatableArray<Problem> Problems)
{
    /// <summary>Whether anything is emitted for it.</summary>
    public bool IsEmitted => !IsBroken && Problems.Count == 0 && Type.Extension == Extension.All;
}

/// <summary>Parses a struct that bears the state attribute.</summary>
internal static class SharedStateParser
{
    /// <summary>Parses a struct where one of its declarations bears the attribute; null for all declarations but the first that does.</summary>
    public static SharedStateModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol type && Operators.IsFirst(type, Names.State, context.TargetNode)
            ? Parse(type, context.SemanticModel.Compilation, cancellation)
            : null;

    public static SharedStateModel Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        PipelineParse parse = new(type, compilation, cancellation);
        Extension extension = Extension.All;
        if (type is not { TypeKind: TypeKind.Struct, IsRefLikeType: false } || !PipelineParse.IsNamed(type))
            parse.IsBroken = true;
        foreach ((string what, string advice) in Faults(type, cancellation))
        {
            parse.Report(StateRules.NotPartial, "", Place.Name, type.Name, what, advice);
            extension = Extension.None;
        }

        StateParser fields = new(parse.Scope, (rule, path, args) => parse.Report(
            rule, path.Split('.')[0], path.Length == 0 ? Place.Name : Place.Type, rule == StateRules.NotCheckpointable ? [type.Name + "." + path, .. args] : args));
        StateModel state = fields.Parse(type);
        return new SharedStateModel(TypeParser.Parse(parse, extension), state, parse.Scope.Shadowed(), parse.IsBroken, parse.Problems.ToEquatableArray());
    }

    /// <summary>Why nothing can be added to a marked struct, each with advice.</summary>
    public static IEnumerable<(string What, string Advice)> Faults(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (!type.TypeParameters.IsEmpty)
            yield return ("is generic, so that its fields have no fixed types", "write one struct for each type it is used with");
        if (!PipelineParse.IsPartial(type, cancellation))
            yield return ("is not partial, so that nothing can be added to it", $"write 'partial struct {type.Name}'");
        if (type.IsFileLocal)
            yield return ("is local to its file, so that nothing can be added to it", "make it internal or public");

        for (INamedTypeSymbol? around = type.ContainingType; around is not null; around = around.ContainingType)
        {
            if (!around.TypeParameters.IsEmpty || !PipelineParse.IsPartial(around, cancellation))
                yield return ($"lies in '{around.Name}', which is generic or not partial", "move it out of it");
        }
    }

    /// <summary>Why another state can't rely on what is emitted for a marked struct, as the end of a sentence; null where it can.</summary>
    public static string? WhyNotEmitted(INamedTypeSymbol type, bool holdsText)
    {
        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            INamedTypeSymbol? stored = holdsText ? type.GetTypeMembers(StateParser.Slot).FirstOrDefault() : type;
            return stored?.AllInterfaces.Any(i => i.Name == "IStateCodec") == true ? null : $"'{type.Name}' was compiled without CompiledStreams; add the package where it is declared";
        }

        foreach ((string what, string advice) in Faults(type, default))
            return $"'{type.Name}' {what}; {advice}";

        return holdsText && StateParser.IsSlotTaken(type) ? $"'{type.Name}' has a member '{StateParser.Slot}', a name that the compiler gives to what it adds; rename it" : null;
    }
}
