using System.Collections.Immutable;
using System.Composition;
using CompiledStreams.Compiler;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace CompiledStreams.CodeFixes;

/// <summary>Makes each update of an aggregate an event of its own, which every operator can read.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AppendOutputFix : NodeFix
{
    private const int Aggregate = 3;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PipelineRules.NotForUpserts.Id];

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic)
    {
        string name = Argument(diagnostic, Aggregate);
        MemberDeclarationSyntax? aggregate = (node.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.Parent as TypeDeclarationSyntax)?.Members.FirstOrDefault(m => m switch
        {
            StructDeclarationSyntax state => state.Identifier.ValueText == name,
            PropertyDeclarationSyntax property => property.Identifier.ValueText == name,
            _ => false,
        });
        if (aggregate?.AttributeLists.SelectMany(l => l.Attributes).FirstOrDefault(IsAggregate) is not { } attribute)
            return null;

        return new Edit($"Treat each update of '{name}' as an event", attribute, WithAppend(attribute));
    }

    private static bool IsAggregate(AttributeSyntax attribute) =>
        attribute.Name.ToString().Split('.', ':').Last() is "Aggregate" or "AggregateAttribute";

    private static AttributeSyntax WithAppend(AttributeSyntax attribute)
    {
        ExpressionSyntax append = SyntaxFactory.ParseExpression($"global::{Names.Namespace}.Changes.Append").WithAdditionalAnnotations(Simplifier.Annotation);
        if (attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == "Output") is { } output)
            return attribute.ReplaceNode(output.Expression, append.WithTriviaFrom(output.Expression));

        SyntaxToken equals = SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space);
        AttributeArgumentSyntax argument = SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Output"), equals), null, append);
        AttributeArgumentListSyntax list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        if (list.Arguments.Count > 0)
            argument = argument.WithLeadingTrivia(SyntaxFactory.Space);

        return attribute.WithArgumentList(list.AddArguments(argument));
    }
}
