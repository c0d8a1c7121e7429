using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>What a call reaches in bodies of this compilation. Each body is read once, and only when an operator gets there.</summary>
/// <remarks>Bodies of other assemblies are not seen. A call of an interface or a virtual member may reach all that implements or overrides it in this compilation.</remarks>
internal sealed class CallGraph(Compilation compilation, KnownTypes types)
{
    private const int MostDepth = 8;
    private const int MostBodies = 256;

    private readonly ConcurrentDictionary<ISymbol, Facts> _facts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, IReadOnlyList<Reached>> _reached = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, IReadOnlyList<Reached>> _reachedByOverrides = new(SymbolEqualityComparer.Default);
    private readonly Overrides _overrides = new(compilation);
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
        ISymbol target = Declaration(call.Target);
        ConcurrentDictionary<ISymbol, IReadOnlyList<Reached>> known = call.IsVirtual ? _reachedByOverrides : _reached;
        if (!known.TryGetValue(target, out IReadOnlyList<Reached>? reached))
            known[target] = reached = Search(target, call.IsVirtual, cancellation);

        if (call.OnStatic is null || !FactsOf(target, cancellation).ChangesThis)
            return reached;

        return [.. reached, new Reached(Breach.WritesStatic, $"{Quoted(target)} -> '{call.OnStatic}'")];
    }

    private List<Reached> Search(ISymbol start, bool isVirtual, CancellationToken cancellation)
    {
        List<Reached> found = [];
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<(ISymbol Target, string Path, int Depth)> open = new();
        Open(start, isVirtual, Quoted(start), 1);
        while (open.Count > 0)
        {
            (ISymbol target, string path, int depth) = open.Dequeue();
            Facts facts = FactsOf(target, cancellation);
            foreach (Finding finding in facts.Findings)
                AddFirst(finding.Breach, $"{path} -> '{finding.What}'");

            foreach (Call call in facts.Calls)
            {
                ISymbol next = Declaration(call.Target);
                if (call.OnStatic is not null && FactsOf(next, cancellation).ChangesThis)
                    AddFirst(Breach.WritesStatic, $"{path} -> {Quoted(next)} -> '{call.OnStatic}'");

                if (depth < MostDepth)
                    Open(next, call.IsVirtual, $"{path} -> {Quoted(next)}", depth + 1);
            }
        }

        return found;

        void Open(ISymbol target, bool isVirtual, string path, int depth)
        {
            if (seen.Count < MostBodies && seen.Add(target))
                open.Enqueue((target, path, depth));

            if (!isVirtual || target is not IMethodSymbol method)
                return;

            foreach (IMethodSymbol instead in _overrides.Of(method, cancellation))
                Open(Declaration(instead), isVirtual: false, $"{path} -> {Quoted(instead)}", depth);
        }

        void AddFirst(Breach breach, string path)
        {
            if (!found.Any(r => r.Breach == breach))
                found.Add(new Reached(breach, path));
        }
    }

    private Facts FactsOf(ISymbol target, CancellationToken cancellation)
    {
        if (!_facts.TryGetValue(target, out Facts? facts))
        {
            facts = target is IMethodSymbol method
                ? Read(Bodies(method, cancellation), cancellation)
                : OnceFactsOf(Read(FirstValues(target, cancellation), cancellation));
            _facts[target] = facts;
        }

        return facts;
    }

    // What a first value takes from other statics, and how it is put together, is the same in each replay.
    private static Facts OnceFactsOf(Facts facts) => new(
        [.. facts.Findings.Where(f => f.Breach is not (Breach.ReadsStatic or Breach.WritesStatic or Breach.Instance))], [.. facts.Calls.Select(c => c with { OnStatic = null })], ChangesThis: false);

    // The initializer of a static, or what the static constructor does where it has none.
    private IEnumerable<IOperation> FirstValues(ISymbol target, CancellationToken cancellation)
    {
        SyntaxNode[] initializers = [.. target.DeclaringSyntaxReferences.Select(r => Initializer(r.GetSyntax(cancellation))).OfType<SyntaxNode>()];
        return initializers.Length > 0
            ? initializers.Select(i => OperationOf(i, cancellation)).OfType<IOperation>()
            : target.ContainingType.StaticConstructors.SelectMany(c => Bodies(c, cancellation));
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

    private static ISymbol Declaration(ISymbol target)
    {
        if (target is not IMethodSymbol method)
            return target.OriginalDefinition;

        IMethodSymbol declared = (method.ReducedFrom ?? method).OriginalDefinition;
        return declared.PartialImplementationPart ?? declared;
    }

    private static string Quoted(ISymbol target) => $"'{Name(target)}'";

    private static string Name(ISymbol target) => target switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => "new " + target.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } property } => target.ContainingType.Name + "." + property.Name,
        _ => target.ContainingType.Name + "." + target.Name,
    };
}
