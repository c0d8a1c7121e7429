using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>Finds the part of a declaration that a problem is about. Where a declaration lacks that part its name stands for it.</summary>
internal static class PlaceFinder
{
    private static readonly HashSet<string> s_attributes = new(StringComparer.Ordinal)
    {
        "Pipeline", "Event", "State", "Field", "Time", "Source", "Filter", "Map", "FlatMap", "KeyBy", "Aggregate", "Process", "Union", "Sink", "Parameter",
    };

    public static Location? Find(SyntaxNode? declaration, Problem problem, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (declaration is null)
            return null;

        Location? place = problem.Place switch
        {
            Place.Attribute => OfAttribute(declaration, problem),
            Place.Type => OfType(declaration)?.GetLocation(),
            Place.Parameters => OfParameters(declaration)?.GetLocation(),
            _ => null,
        };
        return place ?? OfName(declaration)?.GetLocation() ?? declaration.GetLocation();
    }

    /// <summary>The attributes of a declaration that have the names of ours.</summary>
    public static IEnumerable<AttributeSyntax> Attributes(SyntaxNode declaration) =>
        Lists(declaration).SelectMany(l => l.Attributes).Where(a => s_attributes.Contains(SimpleName(a)));

    private static SyntaxList<AttributeListSyntax> Lists(SyntaxNode declaration) => declaration switch
    {
        MemberDeclarationSyntax member => member.AttributeLists,
        ParameterSyntax parameter => parameter.AttributeLists,
        VariableDeclaratorSyntax { Parent.Parent: MemberDeclarationSyntax field } => field.AttributeLists,
        _ => default,
    };

    private static string SimpleName(AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    /// <summary>The argument that names what the message names, such as the unknown input; else the whole attribute.</summary>
    private static Location? OfAttribute(SyntaxNode declaration, Problem problem)
    {
        AttributeSyntax[] attributes = [.. Attributes(declaration)];
        foreach (AttributeArgumentSyntax argument in attributes.SelectMany(a => a.ArgumentList?.Arguments ?? default).Where(a => a.NameEquals is null))
        {
            if (Text(argument.Expression) is { } text && problem.Args.Skip(1).Contains(text))
                return argument.GetLocation();
        }

        return attributes.FirstOrDefault()?.GetLocation();
    }

    private static string? Text(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: { Count: 1 } named } =>
            named[0].Expression switch
            {
                MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
                SimpleNameSyntax simple => simple.Identifier.ValueText,
                _ => null,
            },
        _ => null,
    };

    private static TypeSyntax? OfType(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        PropertyDeclarationSyntax property => property.Type,
        ParameterSyntax parameter => parameter.Type,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax field } => field.Type,
        _ => null,
    };

    private static ParameterListSyntax? OfParameters(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList,
        TypeDeclarationSyntax type => type.ParameterList,
        _ => null,
    };

    private static SyntaxToken? OfName(SyntaxNode declaration) => declaration switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier,
        MethodDeclarationSyntax method => method.Identifier,
        ConstructorDeclarationSyntax constructor => constructor.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        ParameterSyntax parameter => parameter.Identifier,
        VariableDeclaratorSyntax field => field.Identifier,
        EventDeclarationSyntax e => e.Identifier,
        DelegateDeclarationSyntax type => type.Identifier,
        _ => null,
    };
}
