using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Events;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Tests.Mutation;

/// <summary>What our analyzers report of every marked type of the user's files, with their places and messages made.</summary>
internal static class UserProblems
{
    public static IReadOnlyList<Diagnostic> Of(Compilation compilation) => [.. compilation.SyntaxTrees.Where(IsUsers)
        .SelectMany(tree => tree.GetRoot().DescendantNodes().Select(node => compilation.GetSemanticModel(tree).GetDeclaredSymbol(node)).OfType<INamedTypeSymbol>())
        .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
        .SelectMany(type => Of(type, compilation))];

    public static bool IsUsers(SyntaxTree? tree) => tree is null || !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    private static IEnumerable<Diagnostic> Of(INamedTypeSymbol type, Compilation compilation)
    {
        List<Problem> problems = [];
        if (Bears(type, "CompiledStreams.PipelineAttribute"))
            problems.AddRange(PipelineProblems.Find(type, compilation, default));
        if (Bears(type, "CompiledStreams.StateAttribute"))
            problems.AddRange(PipelineProblems.FindInState(type, compilation, default));
        if (Bears(type, "CompiledStreams.EventAttribute"))
            problems.AddRange(EventParser.Parse(type, default).Problems);

        foreach (Problem problem in problems)
        {
            Diagnostic diagnostic = ProblemReporter.ToDiagnostic(problem, type, default);
            Assert.NotEmpty(diagnostic.GetMessage(null));
            yield return diagnostic;
        }
    }

    private static bool Bears(INamedTypeSymbol type, string attribute) => type.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == attribute);
}
