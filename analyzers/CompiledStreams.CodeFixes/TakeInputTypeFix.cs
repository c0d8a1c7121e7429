using System.Collections.Immutable;
using System.Composition;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.CodeFixes;

/// <summary>Lets an operator or a port take what its input has, where no other stream has what it takes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TakeInputTypeFix : NodeFix
{
    private const int InputType = 4;
    private const int Advice = 5;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PipelineRules.WrongInputType.Id];

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic)
    {
        string type = Argument(diagnostic, InputType);
        if (Argument(diagnostic, Advice).IndexOf("[", StringComparison.Ordinal) >= 0 || Taken(node) is not { } taken)
            return null;

        return new Edit($"Take '{type}'", taken, SyntaxFactory.ParseTypeName(type).WithTriviaFrom(taken));
    }

    /// <summary>The type that the operator takes now.</summary>
    private static TypeSyntax? Taken(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
    {
        MethodDeclarationSyntax method => method.ParameterList.Parameters.FirstOrDefault(p => !IsState(p))?.Type,
        StructDeclarationSyntax state => state.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(m => m.Identifier.ValueText == "Add")?.ParameterList.Parameters.FirstOrDefault()?.Type,
        PropertyDeclarationSyntax { Type: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } } => arguments[0],
        _ => null,
    };

    /// <summary>Whether a parameter takes state, which stands before the event: by a reference that can be written.</summary>
    private static bool IsState(ParameterSyntax parameter) => parameter.Modifiers.Any(SyntaxKind.RefKeyword) && !parameter.Modifiers.Any(SyntaxKind.ReadOnlyKeyword);
}
