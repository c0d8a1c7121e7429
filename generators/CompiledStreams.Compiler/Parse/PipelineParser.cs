using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Compiler.Parse;

/// <summary>An annotated class as the generator has it.</summary>
/// <param name="Model">What its code is made of.</param>
/// <param name="OfClass">The mistakes that leave the class without its other part, with their places.</param>
internal sealed record ParsedPipeline(PipelineModel Model, EquatableArray<PlacedProblem> OfClass);

/// <summary>Turns an annotated class into its model. Takes wrong and half-typed classes too, or there is nobody to say what is wrong with them.</summary>
internal static class PipelineParser
{
    /// <summary>Parses a class where one of its declarations bears the attribute; null for all declarations but the first that does.</summary>
    public static ParsedPipeline? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || !Operators.IsFirst(type, Names.Pipeline, context.TargetNode))
            return null;

        PipelineModel model = Parse(type, context.SemanticModel.Compilation, cancellation);
        return new ParsedPipeline(model, model.Problems.Where(p => PipelineRules.IsOfClass(p.Rule)).Select(p => PlacedProblem.Of(p, type, cancellation)).ToEquatableArray());
    }

    public static PipelineModel Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        PipelineParse parse = new(type, compilation, cancellation);
        Extension extension = TypeParser.Check(parse);
        BaseClassParser.Check(parse);
        List<ISymbol> members = [.. Ordered(parse, type.GetMembers().Select(PipelineParse.UsersPart).Where(Operators.Is))];
        List<OperatorModel> operators = [];
        foreach (ISymbol member in members)
        {
            cancellation.ThrowIfCancellationRequested();
            if (OperatorParser.Parse(parse, member) is { } model)
                operators.Add(model);
        }

        ReportDuplicates(parse, members);
        return new PipelineModel(
            TypeParser.Parse(parse, extension),
            operators.ToEquatableArray(),
            IsOneDeclaration(parse, members),
            OtherPartParser.All(parse, members.OfType<IPropertySymbol>().Where(p => Operators.Find(p, Names.Parameter) is null)),
            members.OfType<IPropertySymbol>().Where(p => Operators.Find(p, Names.Parameter) is not null).Select(p => ParameterParser.Model(parse, p)).OfType<PipelineParameterModel>()
                .GroupBy(p => p.Name, StringComparer.Ordinal).Select(g => g.First()).ToEquatableArray(),
            operators.OfType<StatefulModel>().Select(o => o.State).Where(s => !s.IsShared).Distinct().ToEquatableArray(),
            parse.Scope.Taken(),
            parse.Scope.Shadowed(),
            parse.IsBroken,
            parse.Problems.ToEquatableArray());
    }

    // The order of the text where it means something; names, where it would be that of files.
    private static IEnumerable<ISymbol> Ordered(PipelineParse parse, IEnumerable<ISymbol> members)
    {
        List<ISymbol> all = [.. members];
        return IsOneDeclaration(parse, all)
            ? all.OrderBy(m => m.DeclaringSyntaxReferences[0].Span.Start)
            : all.OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.ToDisplayString(), StringComparer.Ordinal);
    }

    private static bool IsOneDeclaration(PipelineParse parse, IReadOnlyList<ISymbol> members) => members
        .Where(m => Operators.Find(m, Names.Parameter) is null)
        .Select(m => m.DeclaringSyntaxReferences[0].GetSyntax(parse.Cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>(d => Declares(d, m)))
        .Distinct()
        .Count() <= 1;

    private static bool Declares(TypeDeclarationSyntax declaration, ISymbol member) => declaration.Identifier.ValueText == member.ContainingType.Name && member is not INamedTypeSymbol
        || (member is INamedTypeSymbol && declaration.Members.Any(m => m is TypeDeclarationSyntax nested && nested.Identifier.ValueText == member.Name));

    private static void ReportDuplicates(PipelineParse parse, IReadOnlyList<ISymbol> members)
    {
        foreach (IGrouping<string, ISymbol> same in members.GroupBy(m => m.Name).Where(g => g.Count() > 1))
        {
            for (int i = 1; i < same.Count(); i++)
                parse.Report(Problem.At(PipelineRules.DuplicateName, same.Key, Place.Name, same.Key) with { Ordinal = i });
        }
    }
}
