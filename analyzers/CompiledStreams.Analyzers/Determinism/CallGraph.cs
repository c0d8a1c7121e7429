using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>What a call reaches in bodies of this compilation. Each body is read once, and only when an operator gets there.</summary>
/// <remarks>Bodies of other assemblies, and what an interface or a virtual member is overridden with, are not seen.</remarks>
internal sealed class CallGraph(Compilation compilation, KnownTypes types)
{
    private const int MostDepth = 8;
    private const int MostBodies = 256;

    private readonly ConcurrentDictionary<IMethodSymbol, Facts> _facts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<Reached>> _reached = new(SymbolEqualityComparer.Default);
    private readonly ApiTable _apis = new(compilation);
    private readonly HashCodes _hashes = new(types);
    private readonly StaticContents _contents = new();

    /// <summary>What bodies at hand do by themselves.</summary>
    public Facts Read(IEnumerable<IOperation> bodies, CancellationToken cancellation)
    {
        BodyReader reader = new(compilation, types, _apis, _hashes, _contents, cancellation);
        foreach (IOperation body in bodies)
            reader.Read(body);

        return reader.ToFacts();
    }

    /// <summary>What a call reaches, one of each kind, by the shortest way.</summary>
    public IReadOnlyList<Reached> From(Call call, CancellationToken cancellation)
    {
        IMethodSymbol target = Declaration(call.Target);
        if (!_reached.TryGetValue(target, out IReadOnlyList<Reached>? reached))
            _reached[target] = reached = Search(target, cancellation);

        if (call.OnStatic is null || !FactsOf(target, cancellation).ChangesThis)
            return reached;

        return [.. reached, new Reached(Breach.WritesStatic, $"'{Name(target)}' -> '{call.OnStatic}'")];
    }

    private List<Reached> Search(IMethodSymbol start, CancellationToken cancellation)
    {
        List<Reached> found = [];
        HashSet<IMethodSymbol> seen = new(SymbolEqualityComparer.Default) { start };
        Queue<(IMethodSymbol Method, string Path, int Depth)> open = new([(start, Quoted(start), 1)]);
        while (open.Count > 0)
        {
            (IMethodSymbol method, string path, int depth) = open.Dequeue();
            Facts facts = FactsOf(method, cancellation);
            foreach (Finding finding in facts.Findings)
                AddFirst(finding.Breach, $"{path} -> '{finding.What}'");

            foreach (Call call in facts.Calls)
            {
                IMethodSymbol target = Declaration(call.Target);
                if (call.OnStatic is not null && FactsOf(target, cancellation).ChangesThis)
                    AddFirst(Breach.WritesStatic, $"{path} -> {Quoted(target)} -> '{call.OnStatic}'");

                if (depth < MostDepth && seen.Count < MostBodies && seen.Add(target))
                    open.Enqueue((target, $"{path} -> {Quoted(target)}", depth + 1));
            }
        }

        return found;

        void AddFirst(Breach breach, string path)
        {
            if (!found.Any(r => r.Breach == breach))
                found.Add(new Reached(breach, path));
        }
    }

    private Facts FactsOf(IMethodSymbol method, CancellationToken cancellation)
    {
        if (!_facts.TryGetValue(method, out Facts? facts))
            _facts[method] = facts = Read(Bodies(method, cancellation), cancellation);

        return facts;
    }

    private IEnumerable<IOperation> Bodies(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            if (OperationOf(reference.GetSyntax(cancellation), cancellation) is { } body)
                yield return body;
        }

        if (method.MethodKind != MethodKind.Constructor)
            yield break;

        foreach (SyntaxNode initializer in method.ContainingType.GetMembers().Where(m => !m.IsStatic).SelectMany(m => m.DeclaringSyntaxReferences)
            .Select(r => Initializer(r.GetSyntax(cancellation))).OfType<SyntaxNode>())
        {
            if (OperationOf(initializer, cancellation) is { } body)
                yield return body;
        }
    }

    private static EqualsValueClauseSyntax? Initializer(SyntaxNode member) => member switch
    {
        VariableDeclaratorSyntax field => field.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };

    // The driver gives an analyzer the bodies of the symbol at hand; those it calls can only be had from the compilation.
#pragma warning disable RS1030
    private IOperation? OperationOf(SyntaxNode node, CancellationToken cancellation) =>
        node is TypeDeclarationSyntax ? null : compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node, cancellation);
#pragma warning restore RS1030

    private static IMethodSymbol Declaration(IMethodSymbol method)
    {
        IMethodSymbol declared = (method.ReducedFrom ?? method).OriginalDefinition;
        return declared.PartialImplementationPart ?? declared;
    }

    private static string Quoted(IMethodSymbol method) => $"'{Name(method)}'";

    private static string Name(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.Constructor } => "new " + method.ContainingType.Name,
        { AssociatedSymbol: { } property } => method.ContainingType.Name + "." + property.Name,
        { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => method.ContainingType.Name + "." + method.Name,
        _ => method.ContainingType.Name + "." + method.Name,
    };
}
