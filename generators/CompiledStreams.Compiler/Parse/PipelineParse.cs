using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Compiler.Parse;

/// <summary>The parse of one pipeline: what the parsers of its operators share.</summary>
internal sealed class PipelineParse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
{
    private readonly List<Problem> _problems = [];

    public INamedTypeSymbol Type => type;

    public Scope Scope { get; } = new(type, compilation);

    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether the C# compiler reports something that leaves nothing to bind.</summary>
    public bool IsBroken { get; set; }

    public IReadOnlyList<Problem> Problems => _problems;

    public void Report(DiagnosticDescriptor rule, string member, Place place, params string[] args) => _problems.Add(Problem.At(rule, member, place, args));

    public void Report(Problem problem) => _problems.Add(problem);

    /// <summary>Reports what several operators may find: a state that they share.</summary>
    public void ReportOnce(Problem problem)
    {
        if (!_problems.Contains(problem))
            _problems.Add(problem);
    }

    /// <summary>Whether a symbol's text was emitted by this compiler: analyzers see that text too.</summary>
    public static bool IsEmitted(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Length > 0 && symbol.DeclaringSyntaxReferences.All(r => r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));

    /// <summary>The part of a member that users wrote: the other one, where this compiler wrote the definition of a partial property.</summary>
    public static ISymbol UsersPart(ISymbol member) => member is IPropertySymbol { PartialImplementationPart: { } other } && IsEmitted(member) ? other : member;

    /// <summary>Whether a member, its parameters and its fields have names: in half-typed text they may not.</summary>
    public static bool IsNamed(ISymbol symbol) => symbol.Name.Length > 0 && symbol switch
    {
        IMethodSymbol method => method.Parameters.All(p => p.Name.Length > 0),
        INamedTypeSymbol type => type.GetMembers().OfType<IFieldSymbol>().All(f => f.Name.Length > 0 && f.AssociatedSymbol?.Name.Length != 0),
        _ => true,
    };

    /// <summary>Parts of a type that users wrote.</summary>
    public static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Where(r => !r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
        .Select(r => r.GetSyntax(cancellation))
        .OfType<TypeDeclarationSyntax>();

    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        Declarations(type, cancellation).All(d => d.Modifiers.Any(SyntaxKind.PartialKeyword));

    public static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    public static TypeHead Head(INamedTypeSymbol type) => new(
        Keyword(type), type.Name, type.TypeParameters.IsEmpty ? "" : "<" + string.Join(", ", type.TypeParameters.Select(p => Literal.Identifier(p.Name))) + ">");
}
