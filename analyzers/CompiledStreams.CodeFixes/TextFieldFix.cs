using System.Collections.Immutable;
using System.Composition;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace CompiledStreams.CodeFixes;

/// <summary>Makes a string of an event or of state a <c>Utf8Text</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TextFieldFix : NodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [TextRules.StringField.Id];

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic) =>
        node.DescendantNodesAndSelf().OfType<TypeSyntax>().FirstOrDefault(IsString) is { } text
            ? new Edit(
                "Make it 'Utf8Text'",
                text,
                SyntaxFactory.ParseTypeName("global::" + Compiler.Names.Utf8Text).WithTriviaFrom(text).WithAdditionalAnnotations(Simplifier.Annotation))
            : null;

    private static bool IsString(TypeSyntax type) =>
        type is PredefinedTypeSyntax predefined && predefined.Keyword.IsKind(SyntaxKind.StringKeyword) || type is IdentifierNameSyntax { Identifier.ValueText: "String" };
}
