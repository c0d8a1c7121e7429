using System.Collections.Immutable;
using System.Composition;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.CodeFixes;

/// <summary>Adds <c>partial</c> to a type or property that the compiler writes the other part of, and to the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakePartialFix : NodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = 
    [
        PipelineRules.NotPartial.Id, PipelineRules.ParentNotPartial.Id, PipelineRules.MemberNotPartial.Id, StateRules.NotPartial.Id,
        EventRules.NotPartial.Id, EventRules.Parent.Id,
    ];

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic)
    {
        MemberDeclarationSyntax? declaration = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is TypeDeclarationSyntax or PropertyDeclarationSyntax);
        if (declaration is PropertyDeclarationSyntax property && !IsPartial(property))
            return new Edit("Add 'partial'", property, WithPartial(property));

        if (declaration is not TypeDeclarationSyntax type || type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().All(IsPartial))
            return null;

        TypeDeclarationSyntax outermost = type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Last(t => !IsPartial(t));
        TypeDeclarationSyntax[] missing = [.. type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(t => !IsPartial(t))];
        return new Edit("Add 'partial'", outermost, missing.Length == 1
            ? WithPartial(outermost)
            : WithPartial((TypeDeclarationSyntax)outermost.ReplaceNodes(missing.Where(m => m != outermost), (_, inner) => WithPartial(inner))));
    }

    private static bool IsPartial(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PartialKeyword);

    // 'partial' stands last, right before the keyword or the property's type; what stands before the first modifier moves to it.
    private static T WithPartial<T>(T member)
        where T : MemberDeclarationSyntax
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (member.Modifiers.Count > 0)
            return (T)member.WithModifiers(member.Modifiers.Add(partial));

        SyntaxToken first = member switch
        {
            TypeDeclarationSyntax type => type.Keyword,
            PropertyDeclarationSyntax property => property.Type.GetFirstToken(),
            _ => member.GetFirstToken(),
        };
        T bare = member.ReplaceToken(first, first.WithLeadingTrivia());
        return (T)bare.WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(first.LeadingTrivia)));
    }
}
