using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>What may run instead of a virtual method or a method of an interface: what overrides or implements it in this compilation.</summary>
/// <remarks>All types of the compilation are gone through once, and only when an operator reaches such a call.</remarks>
internal sealed class Overrides(Compilation compilation)
{
    private readonly object _making = new();
    private Dictionary<IMethodSymbol, List<IMethodSymbol>>? _known;

    public IReadOnlyList<IMethodSymbol> Of(IMethodSymbol method, CancellationToken cancellation)
    {
        lock (_making)
            _known ??= Find(cancellation);

        return _known.TryGetValue(method.OriginalDefinition, out List<IMethodSymbol>? found) ? found : [];
    }

    private Dictionary<IMethodSymbol, List<IMethodSymbol>> Find(CancellationToken cancellation)
    {
        Dictionary<IMethodSymbol, List<IMethodSymbol>> known = new(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol type in Types(compilation.Assembly.GlobalNamespace))
        {
            cancellation.ThrowIfCancellationRequested();
            if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
                continue;

            foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
            {
                for (IMethodSymbol? overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                    Add(overridden, method);
            }

            foreach (IMethodSymbol asked in type.AllInterfaces.Where(IsOurs).SelectMany(i => i.GetMembers().OfType<IMethodSymbol>()))
            {
                if (type.FindImplementationForInterfaceMember(asked) is IMethodSymbol { ContainingType.TypeKind: not TypeKind.Interface } method && IsOurs(method))
                    Add(asked, method);
            }
        }

        return known;

        void Add(IMethodSymbol asked, IMethodSymbol given)
        {
            if (!known.TryGetValue(asked.OriginalDefinition, out List<IMethodSymbol>? all))
                known.Add(asked.OriginalDefinition, all = []);

            all.Add(given);
        }
    }

    private bool IsOurs(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol place)
    {
        foreach (INamespaceOrTypeSymbol member in place.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;

            foreach (INamedTypeSymbol inner in Types(member))
                yield return inner;
        }
    }
}
