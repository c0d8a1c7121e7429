using System.Collections.Immutable;
using CompiledStreams.Compiler.Parse;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>Turns the problems of a type into diagnostics at their real places.</summary>
internal static class ProblemReporter
{
    /// <summary>The property of a diagnostic that has the member's path, for fixes.</summary>
    public const string Member = "member";

    /// <summary>A problem at its place in the text.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="type">The type that was parsed; the problem's member is sought in it.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static Diagnostic ToDiagnostic(Problem problem, INamedTypeSymbol type, CancellationToken cancellation = default) => Diagnostic.Create(
        problem.Rule,
        PlaceFinder.Find(Declared(type, problem, cancellation), problem, cancellation) ?? type.Locations.FirstOrDefault(),
        Properties(problem),
        [.. problem.Args]);

    /// <summary>The message's arguments as a fix finds them: by number.</summary>
    public static ImmutableDictionary<string, string?> Properties(Problem problem)
    {
        ImmutableDictionary<string, string?>.Builder properties = ImmutableDictionary.CreateBuilder<string, string?>();
        properties.Add(Member, problem.Member);
        for (int i = 0; i < problem.Args.Count; i++)
            properties.Add(i.ToString(System.Globalization.CultureInfo.InvariantCulture), problem.Args[i]);

        return properties.ToImmutable();
    }

    /// <summary>The declaration that the problem's path leads to, or the last one on the way that there is.</summary>
    private static SyntaxNode? Declared(INamedTypeSymbol type, Problem problem, CancellationToken cancellation)
    {
        SyntaxNode? found = Declarations([type], cancellation).FirstOrDefault();
        ISymbol at = type;
        string[] path = problem.Member.Length == 0 ? [] : problem.Member.Split('.');
        for (int i = 0; i < path.Length; i++)
        {
            IEnumerable<ISymbol> next = at switch
            {
                INamedTypeSymbol container => container.GetMembers(path[i]).Select(PipelineParse.UsersPart),
                IMethodSymbol method => method.Parameters.Where(p => p.Name == path[i]),
                _ => [],
            };
            SyntaxNode[] declarations = [.. Declarations(next, cancellation)];
            if (declarations.Length == 0)
                break;

            int ordinal = i == path.Length - 1 ? Math.Min(problem.Ordinal, declarations.Length - 1) : 0;
            found = declarations[ordinal];
            at = next.First(s => s.DeclaringSyntaxReferences.Any(r => r.Span == found.Span && r.SyntaxTree == found.SyntaxTree));
        }

        return found;
    }

    /// <summary>The declarations in the user's text, in its order; of a type, those that bear an attribute of ours come first.</summary>
    private static IEnumerable<SyntaxNode> Declarations(IEnumerable<ISymbol> symbols, CancellationToken cancellation) => symbols
        .SelectMany(s => s.DeclaringSyntaxReferences)
        .Where(r => !r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase))
        .Select(r => r.GetSyntax(cancellation))
        .OrderByDescending(d => d is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax && PlaceFinder.Attributes(d).Any())
        .ThenBy(d => d.SyntaxTree.FilePath, StringComparer.Ordinal)
        .ThenBy(d => d.SpanStart);
}
