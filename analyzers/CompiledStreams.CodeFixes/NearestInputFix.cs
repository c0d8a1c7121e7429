using System.Collections.Immutable;
using System.Composition;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.CodeFixes;

/// <summary>Writes the stream whose name is nearest to one that isn't there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NearestInputFix : NodeFix
{
    private const int Advice = 3;
    private const string Write = "write ";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PipelineRules.UnknownInput.Id];

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic)
    {
        string advice = Argument(diagnostic, Advice);
        if (!advice.StartsWith(Write, StringComparison.Ordinal) || node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument)
            return null;

        string input = advice.Substring(Write.Length);
        return new Edit($"Write '{input}'", argument.Expression, SyntaxFactory.ParseExpression(input).WithTriviaFrom(argument.Expression));
    }
}
