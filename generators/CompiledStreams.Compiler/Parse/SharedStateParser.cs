using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>A struct that is state of several pipelines, and whose slot is emitted where it is declared.</summary>
internal sealed record SharedStateModel(PipelineType Type, StateModel State, EquatableArray<string> Shadowed, bool IsBroken, EquatableArray<Problem> Problems)
{
    /// <summary>Whether a slot is emitted.</summary>
    public bool HasSlot => State.HoldsText && !IsBroken && Problems.Count == 0 && Type.Extension == Extension.All;
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
        if (!type.TypeParameters.IsEmpty)
            Wrong("is generic, so that its fields have no fixed types", "write one struct for each type it is used with");
        if (!PipelineParse.IsPartial(type, cancellation))
            Wrong("is not partial, so that nothing can be added to it", $"write 'partial struct {type.Name}'");
        if (type.IsFileLocal)
            Wrong("is local to its file, so that nothing can be added to it", "make it internal or public");

        for (INamedTypeSymbol? around = type.ContainingType; around is not null; around = around.ContainingType)
        {
            if (!around.TypeParameters.IsEmpty || !PipelineParse.IsPartial(around, cancellation))
                Wrong($"lies in '{around.Name}', which is generic or not partial", "move it out of it");
        }

        StateParser fields = new(parse.Scope, (rule, path, args) => parse.Report(
            rule, path.Split('.')[0], path.Length == 0 ? Place.Name : Place.Type, rule == StateRules.NotCheckpointable ? [type.Name + "." + path, .. args] : args));
        StateModel state = fields.Parse(type);
        return new SharedStateModel(TypeParser.Parse(parse, extension), state, parse.Scope.Shadowed(), parse.IsBroken, parse.Problems.ToEquatableArray());

        void Wrong(string what, string advice)
        {
            parse.Report(StateRules.NotPartial, "", Place.Name, type.Name, what, advice);
            extension = Extension.None;
        }
    }
}
