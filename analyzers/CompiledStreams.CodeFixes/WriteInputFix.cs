using System.Collections.Immutable;
using System.Composition;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.CodeFixes;

/// <summary>Writes the input that was left out where the text's order doesn't say it: the stream that stands before the operator.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WriteInputFix : NodeFix
{
    private const int Input = 5;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PipelineRules.MissingInput.Id];

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic)
    {
        string input = Argument(diagnostic, Input);
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
            return null;

        AttributeArgumentSyntax argument = SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression($"nameof({input})"));
        IEnumerable<AttributeArgumentSyntax> others = attribute.ArgumentList?.Arguments.Select(a => a.WithoutTrivia()) ?? [];
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        AttributeArgumentSyntax[] all = [argument, .. others];
        SeparatedSyntaxList<AttributeArgumentSyntax> list = SyntaxFactory.SeparatedList(all, Enumerable.Repeat(comma, all.Length - 1));
        return new Edit($"Read '{input}'", attribute, attribute.WithArgumentList(SyntaxFactory.AttributeArgumentList(list)));
    }
}
