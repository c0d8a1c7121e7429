using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CompiledStreams.Compiler.Common;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Says how a type is written inside a pipeline: by its short name where that binds, with <c>global::</c> where it doesn't.</summary>
/// <remarks>Emitted usings stand inside the namespace, so a name is looked for in the types around the pipeline, in its namespace, in the usings, and in
/// the namespaces around it, as C# does. A pipeline in the global namespace gets full names: there the user's own usings count too.</remarks>
internal sealed class Scope(INamedTypeSymbol pipeline, Compilation compilation)
{
    // Looked up once a compilation, or each pipeline would go through the namespaces of all others.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, INamespaceSymbol?>> s_namespaces = new();

    private readonly Dictionary<ITypeSymbol, TypeRef> _known = new(SymbolEqualityComparer.IncludeNullability);
    private readonly Lazy<INamespaceSymbol[]> _usings = new(() => [.. FrameworkNames.Usings.Select(u => Namespace(compilation, u)).OfType<INamespaceSymbol>()]);

    public Compilation Compilation => compilation;

    public TypeRef Ref(ITypeSymbol type)
    {
        if (_known.TryGetValue(type, out TypeRef? known))
            return known;

        string full = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return _known[type] = new TypeRef(full, Code(type), type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), UseOf(type));
    }

    /// <summary>What stands before a name that is declared in a namespace or type, such as <c>global::Shop.</c>; empty where the name alone binds.</summary>
    public string Prefix(INamespaceOrTypeSymbol container, string name, int arity = 0)
    {
        if (Binds(container, name, arity))
            return "";

        if (container is INamespaceSymbol { IsGlobalNamespace: true })
            return "global::";

        return container is INamedTypeSymbol type
            ? Code(type) + "."
            : container.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ".";
    }

    /// <summary>Those names of the framework that mean something else inside the pipeline.</summary>
    public EquatableArray<string> Shadowed() => FrameworkNames.All
        .Where(n => Shadows(n.Key, n.Value))
        .Select(n => n.Key)
        .OrderBy(n => n, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>Names of members in and around the pipeline.</summary>
    public EquatableArray<string> Taken()
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (INamedTypeSymbol type in TypesAround())
        {
            names.Add(type.Name);
            foreach (ISymbol member in type.GetMembers().Where(m => m.CanBeReferencedByName || m is IMethodSymbol { MethodKind: MethodKind.Constructor }))
            {
                names.Add(member.Name);
                if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
                    names.UnionWith(constructor.Parameters.Select(p => p.Name));
            }
        }

        return names.OrderBy(n => n, StringComparer.Ordinal).ToEquatableArray();
    }

    private string Code(ITypeSymbol type)
    {
        string full = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));
        if (type is not INamedTypeSymbol named || named.SpecialType != SpecialType.None || named.IsTupleType || named.TypeKind == TypeKind.Error)
            return full;

        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return Code(named.TypeArguments[0]) + "?";

        INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)named.ContainingType ?? named.ContainingNamespace;
        string arguments = named.TypeArguments.IsEmpty ? "" : "<" + string.Join(", ", named.TypeArguments.Select(Code)) + ">";
        string annotation = named.NullableAnnotation == NullableAnnotation.Annotated && named.IsReferenceType ? "?" : "";
        return Prefix(container, named.Name, named.Arity) + Literal.Identifier(named.Name) + arguments + annotation;
    }

    private static TypeUse UseOf(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => TypeUse.Unknown,
        INamedTypeSymbol { TypeKind: TypeKind.Struct or TypeKind.Enum, IsRefLikeType: false, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T and not SpecialType.System_Void } named =>
            named.TypeArguments.Any(a => a.TypeKind == TypeKind.Error) ? TypeUse.Unknown : TypeUse.Value,
        _ => TypeUse.Other,
    };

    private bool Binds(INamespaceOrTypeSymbol container, string name, int arity)
    {
        foreach (INamedTypeSymbol type in TypesAround())
        {
            if (SymbolEqualityComparer.Default.Equals(type, container))
                return true;
            if (type.Name == name || type.GetMembers(name).Length > 0 || type.TypeParameters.Any(p => p.Name == name))
                return false;
        }

        INamespaceSymbol around = pipeline.ContainingNamespace;
        if (around.IsGlobalNamespace)
            return Is(around, container);

        if (Is(around, container))
            return true;
        if (Has(around, name, arity))
            return false;

        INamespaceSymbol[] usings = [.. _usings.Value.Where(u => Is(u, container) || HasType(u, name, arity))];
        if (usings.Length > 0)
            return usings.Length == 1 && Is(usings[0], container);

        for (around = around.ContainingNamespace; around is { IsGlobalNamespace: false }; around = around.ContainingNamespace)
        {
            if (Is(around, container))
                return true;
            if (Has(around, name, arity))
                return false;
        }

        return false;
    }

    private bool Shadows(string name, FrameworkNames.Place place)
    {
        if (place.IsRoot)
            return TypesAround().Any(t => t.Name == name || t.GetMembers(name).Length > 0) || NamespacesAround().Any(n => n.GetMembers(name).Any());

        return Namespace(compilation, place.Namespace) is not { } container || !Binds(container, name, place.Arity);
    }

    private IEnumerable<INamedTypeSymbol> TypesAround()
    {
        for (INamedTypeSymbol? type = pipeline; type is not null; type = type.ContainingType)
        {
            for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
                yield return declaring;
        }
    }

    private IEnumerable<INamespaceSymbol> NamespacesAround()
    {
        for (INamespaceSymbol? around = pipeline.ContainingNamespace; around is { IsGlobalNamespace: false }; around = around.ContainingNamespace)
            yield return around;
    }

    // A namespace of the compilation and that of one assembly are different symbols of one name.
    private static bool Is(INamespaceSymbol left, INamespaceOrTypeSymbol right)
    {
        INamespaceSymbol? mine = left, other = right as INamespaceSymbol;
        while (mine is { IsGlobalNamespace: false } && other is { IsGlobalNamespace: false } && mine.Name == other.Name)
            (mine, other) = (mine.ContainingNamespace, other.ContainingNamespace);

        return mine is { IsGlobalNamespace: true } && other is { IsGlobalNamespace: true };
    }

    private bool HasType(INamespaceSymbol place, string name, int arity) =>
        place.GetTypeMembers(name, arity).Any(t => compilation.IsSymbolAccessibleWithin(t, pipeline));

    private bool Has(INamespaceSymbol place, string name, int arity) =>
        HasType(place, name, arity) || (arity == 0 && place.GetNamespaceMembers().Any(n => n.Name == name));

    private static INamespaceSymbol? Namespace(Compilation compilation, string name) =>
        s_namespaces.GetValue(compilation, static _ => new()).GetOrAdd(name, n => FindNamespace(compilation, n));

    private static INamespaceSymbol? FindNamespace(Compilation compilation, string name)
    {
        INamespaceSymbol? place = compilation.GlobalNamespace;
        foreach (string part in name.Split('.'))
            place = place?.GetNamespaceMembers().FirstOrDefault(n => n.Name == part);

        return place;
    }
}
