using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledStreams.Analyzers.Text;

/// <summary>Which types hold a view of an event's bytes, and which expressions give one.</summary>
internal sealed class Views(KnownTypes types)
{
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _holds = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a value of a type can hold a view: text, an array of an event, an output, and what is made of them.</summary>
    public bool CanHold(ITypeSymbol? type) => type is not null && _holds.GetOrAdd(type, t => CanHold(t, depth: 0));

    private bool CanHold(ITypeSymbol type, int depth)
    {
        if (depth > 8 || type.SpecialType != SpecialType.None && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T && type is not INamedTypeSymbol { IsGenericType: true })
            return false;

        if (type is IArrayTypeSymbol array)
            return CanHold(array.ElementType, depth + 1);

        if (type is not INamedTypeSymbol named)
            return false;

        if (SymbolEqualityComparer.Default.Equals(named, types.Utf8Text) || IsMemory(named) || IsOutput(named))
            return true;

        if (named.TypeArguments.Any(a => CanHold(a, depth + 1)))
            return true;

        return named.IsValueType && named.GetMembers().OfType<IFieldSymbol>().Any(f => !f.IsStatic && CanHold(f.Type, depth + 1));
    }

    /// <summary>Whether a type is what a flat map emits to, which is valid until it returns, as a view is.</summary>
    public bool IsOutput(ITypeSymbol? type) => type is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, types.Output);

    private static bool IsMemory(INamedTypeSymbol type) =>
        type is { Name: "ReadOnlyMemory" or "Memory", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The view of an event that a value holds, or null where it is a copy of its own.</summary>
    public IOperation? ViewIn(IOperation? value, int depth = 0)
    {
        if (value is null || depth > 16)
            return null;

        value = Operations.Unwrapped(value);
        return value switch
        {
            IObjectCreationOperation creation => FirstView([.. creation.Arguments.Select(a => a.Value), .. Initialized(creation.Initializer)]),
            ITupleOperation tuple => FirstView(tuple.Elements),
            ICollectionExpressionOperation collection => FirstView(collection.Elements),
            IArrayCreationOperation array => FirstView(array.Initializer?.ElementValues ?? []),
            IConditionalOperation choice => FirstView([choice.WhenTrue, .. choice.WhenFalse is { } other ? new[] { other } : []]),
            ICoalesceOperation coalesce => FirstView([coalesce.Value, coalesce.WhenNull]),
            ISwitchExpressionOperation choice => FirstView(choice.Arms.Select(a => a.Value)),
            IWithOperation with => FirstView([with.Operand, .. Initialized(with.Initializer)]),
            _ when !CanHold(value.Type) => null,
            IParameterReferenceOperation => value,
            ILocalReferenceOperation local => IsView(local, depth) ? value : null,
            IFieldReferenceOperation field => ViewIn(field.Instance, depth + 1) is null && !IsState(field.Instance) ? null : value,
            IPropertyReferenceOperation property => ViewIn(property.Instance, depth + 1) is null && !IsState(property.Instance) ? null : value,
            IInvocationOperation { Instance: { } instance } when CanHold(instance.Type) => ViewIn(instance, depth + 1) is null ? null : value,
            _ => null,
        };

        IOperation? FirstView(IEnumerable<IOperation> values) => values.Select(v => ViewIn(v, depth + 1)).FirstOrDefault(v => v is not null);
    }

    private static IEnumerable<IOperation> Initialized(IObjectOrCollectionInitializerOperation? initializer) =>
        initializer?.Initializers.OfType<IAssignmentOperation>().Select(a => a.Value) ?? [];

    // Text in state is a view of the state's arena, valid as long as an event's.
    private static bool IsState(IOperation? instance) => instance is IInstanceReferenceOperation { Type.IsValueType: true };

    private bool IsView(ILocalReferenceOperation reference, int depth)
    {
        bool isKnown = false;
        foreach (IOperation operation in Operations.All(Outermost(reference)))
        {
            IOperation? value = operation switch
            {
                IVariableDeclaratorOperation declarator when Same(declarator.Symbol) => declarator.GetVariableInitializer()?.Value,
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Same(target.Local) => assignment.Value,
                _ => null,
            };
            if (value is null)
                continue;

            isKnown = true;
            if (ViewIn(value, depth + 1) is not null)
                return true;
        }

        return !isKnown;

        bool Same(ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(local, reference.Local);
    }

    private static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;

        return operation;
    }
}
