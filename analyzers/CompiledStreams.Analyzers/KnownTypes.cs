using System.Collections.Concurrent;
using CompiledStreams.Compiler;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers;

/// <summary>What users mark, by the symbols of one compilation, so that a member that isn't ours costs a look-up.</summary>
internal sealed class KnownTypes
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, Role> _roles = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, string> _operators = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol _pipeline;
    private readonly INamedTypeSymbol? _event;
    private readonly INamedTypeSymbol? _state;
    private readonly INamedTypeSymbol? _aggregate;
    private readonly INamedTypeSymbol? _process;
    private readonly INamedTypeSymbol? _parameter;

    private KnownTypes(Compilation compilation, INamedTypeSymbol pipeline)
    {
        _pipeline = pipeline;
        _event = compilation.GetTypeByMetadataName(Names.Event);
        _state = compilation.GetTypeByMetadataName(Names.State);
        _aggregate = compilation.GetTypeByMetadataName(Names.Aggregate);
        _process = compilation.GetTypeByMetadataName(Names.Process);
        _parameter = compilation.GetTypeByMetadataName(Names.Parameter);
        Utf8Text = compilation.GetTypeByMetadataName(Names.Utf8Text);
        Output = compilation.GetTypeByMetadataName(Names.OutputType);
        AddOperator(Names.Filter, "Filter");
        AddOperator(Names.Map, "Map");
        AddOperator(Names.FlatMap, "Flat map");
        AddOperator(Names.KeyBy, "Key by");
        AddOperator(Names.Process, "Process");

        void AddOperator(string metadataName, string word)
        {
            if (compilation.GetTypeByMetadataName(metadataName) is { } attribute)
                _operators.Add(attribute, word);
        }
    }

    /// <summary>What a type is to us.</summary>
    internal enum Role
    {
        None,
        Pipeline,
        Event,

        /// <summary>State that several pipelines share.</summary>
        State,

        /// <summary>State that is nested in its pipeline.</summary>
        Aggregate,

        /// <summary>State that is nested in its pipeline and that a process takes by reference; what its methods do is read where the process calls them.</summary>
        ProcessState,
    }

    public INamedTypeSymbol? Utf8Text { get; }

    public INamedTypeSymbol? Output { get; }

    /// <summary>The known types, or null in a compilation that doesn't use the library.</summary>
    public static KnownTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName(Names.Pipeline) is { } pipeline ? new KnownTypes(compilation, pipeline) : null;

    public Role RoleOf(INamedTypeSymbol type) => _roles.GetOrAdd(type.OriginalDefinition, FindRole);

    public bool IsState(INamedTypeSymbol type) => RoleOf(type) is Role.State or Role.Aggregate or Role.ProcessState;

    public bool IsParameter(IPropertySymbol property) => Has(property, _parameter);

    /// <summary>The word for a method that the loop calls, such as <c>Filter</c>, or null for any other method.</summary>
    public string? OperatorWord(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary || method.IsOverride)
            return null;

        return RoleOf(method.ContainingType) switch
        {
            Role.State => "State",
            Role.Aggregate => "Aggregate",
            Role.Pipeline => OperatorAttributeWord(method),
            _ => null,
        };
    }

    private string? OperatorAttributeWord(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && _operators.TryGetValue(type, out string? word))
                return word;
        }

        return null;
    }

    private Role FindRole(INamedTypeSymbol type)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (Same(attribute.AttributeClass, _pipeline))
                return Role.Pipeline;

            if (Same(attribute.AttributeClass, _event))
                return Role.Event;

            if (Same(attribute.AttributeClass, _state))
                return Role.State;
        }

        return Has(type, _aggregate) ? Role.Aggregate : IsOfProcess(type) ? Role.ProcessState : Role.None;
    }

    private bool IsOfProcess(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Struct, ContainingType: { } around } && RoleOf(around) == Role.Pipeline
        && around.GetMembers().OfType<IMethodSymbol>().Any(m => m.Parameters.FirstOrDefault() is { RefKind: RefKind.Ref } state && Same(state.Type, type) && Has(m, _process));

    private static bool Has(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        foreach (AttributeData data in symbol.GetAttributes())
        {
            if (Same(data.AttributeClass, attribute))
                return true;
        }

        return false;
    }

    private static bool Same(ISymbol? left, ISymbol? right) => left is not null && SymbolEqualityComparer.Default.Equals(left, right);
}
