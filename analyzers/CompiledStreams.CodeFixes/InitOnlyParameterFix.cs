using System.Collections.Immutable;
using System.Composition;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.CodeFixes;

/// <summary>Writes <c>init</c> instead of <c>set</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class InitOnlyParameterFix : NodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PipelineRules.ParameterNotFixed.Id];

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic) =>
        node.FirstAncestorOrSelf<PropertyDeclarationSyntax>()?.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.SetAccessorDeclaration)) is not { } setter
            ? null
            : new Edit(
                "Write 'init'",
                setter,
                SyntaxFactory.AccessorDeclaration(SyntaxKind.InitAccessorDeclaration, setter.Body)
                    .WithAttributeLists(setter.AttributeLists)
                    .WithModifiers(setter.Modifiers)
                    .WithKeyword(SyntaxFactory.Token(SyntaxKind.InitKeyword).WithTriviaFrom(setter.Keyword))
                    .WithExpressionBody(setter.ExpressionBody)
                    .WithSemicolonToken(setter.SemicolonToken));
}
