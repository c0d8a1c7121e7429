using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a struct that is state, and finds what in it can't be checkpointed.</summary>
/// <param name="scope">How types are written.</param>
/// <param name="report">Takes what is wrong, with the path to it from the state, such as <c>inner.list</c>.</param>
internal sealed class StateParser(Scope scope, Action<DiagnosticDescriptor, string, string[]> report)
{
    private const int MostDepth = 16;

    /// <summary>The member that is added to a state that holds text.</summary>
    public const string Slot = "StateSlot";

    private static readonly HashSet<string> s_plain =
    [
        "System.DateOnly", "System.TimeOnly", "System.TimeSpan", "System.DateTimeOffset", "System.Guid", "System.Int128", "System.UInt128", "System.Half", Names.Timestamp,
    ];

    public StateModel Parse(INamedTypeSymbol type)
    {
        StateModel state = new(scope.Ref(type), PipelineParse.Head(type), Fields(type, "", 0).ToEquatableArray());
        if (!state.HoldsText)
            return state;

        if (type.GetMembers(Slot).Any(m => !PipelineParse.IsEmitted(m)) && type.DeclaringSyntaxReferences.Length > 0)
            report(StateRules.NameTaken, "", [type.Name, Slot]);

        // Loading sets each field behind the constructors' back.
        foreach (IFieldSymbol field in RecordShape.Fields(type).Where(f => !CanBeSet(f)))
            report(StateRules.NotCheckpointable, NameOf(field), [scope.Ref(field.Type).Name, "it can't be set when the state is loaded; make it a field that isn't readonly, or give it a 'set' or 'init'"]);

        return state;
    }

    private List<StateField> Fields(INamedTypeSymbol type, string path, int depth) =>
        [.. RecordShape.Fields(type).Select(f => Field(NameOf(f), f.Type, path.Length == 0 ? NameOf(f) : path + "." + NameOf(f), depth))];

    private StateField Field(string name, ITypeSymbol type, string path, int depth)
    {
        if (type.TypeKind == TypeKind.Error)
            return new StateField(name, TypeRef.Unknown, StateForm.Plain, EquatableArray<StateField>.Empty);

        ITypeSymbol value = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        bool isNullable = !ReferenceEquals(value, type);
        if (IsPlain(value))
            return Of(StateForm.Plain);

        if (IsText(value))
            return Of(isNullable ? StateForm.NullableText : StateForm.Text);

        if (depth == MostDepth)
            return Bad("it nests too deep; use fewer structs in structs");

        if (value is not INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRefLikeType: false } named)
            return Bad("keep numbers, text, times, ids or enums, or a struct of these marked [State]");

        bool isState = Operators.Find(named, Names.State) is not null;
        if (!isState && !named.IsRecord)
            return Bad(InsteadOf(named));

        List<StateField> parts = Fields(named, path, depth + 1);
        if (!parts.Any(p => p.HoldsText))
            return Of(StateForm.Plain);

        if (isNullable)
            return Bad("a nullable struct can't hold text; keep the struct, and a bool that says whether it is set");

        if (isState)
            return Of(StateForm.StateWithText);

        return RecordShape.Constructor(named) is { } constructor
            ? new StateField(name, scope.Ref(type), StateForm.Record, constructor.Parameters.Select(p => parts.First(f => f.Name == p.Name)).ToEquatableArray())
            : Bad($"'{named.Name}' holds text and has fields beyond the parameters of its constructor; mark it with [State]");

        StateField Of(StateForm form) => new(name, scope.Ref(type), form, EquatableArray<StateField>.Empty);

        StateField Bad(string advice)
        {
            report(StateRules.NotCheckpointable, path, [scope.Ref(type).Name, advice]);
            return Of(StateForm.Plain);
        }
    }

    private static string InsteadOf(INamedTypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_DateTime } => "use Timestamp or DateTimeOffset, which say what they mean",
        { SpecialType: SpecialType.System_IntPtr } => "its size differs between machines: use long",
        { SpecialType: SpecialType.System_UIntPtr } => "its size differs between machines: use ulong",
        { DeclaringSyntaxReferences.IsEmpty: true } => "keep numbers, text, times, ids or enums, or a struct of these marked [State]",
        _ => $"mark '{type.Name}' with [State], or keep numbers, text, times, ids or enums",
    };

    private static bool CanBeSet(IFieldSymbol field) =>
        field.AssociatedSymbol is IPropertySymbol property ? property.SetMethod is not null : !field.IsReadOnly && !field.Name.StartsWith("<", StringComparison.Ordinal);

    // The field behind an automatic property is known by the property; one that keeps a constructor's parameter, by the parameter.
    private static string NameOf(IFieldSymbol field)
    {
        if (field.AssociatedSymbol is { } property)
            return property.Name;

        int end = field.Name.StartsWith("<", StringComparison.Ordinal) ? field.Name.IndexOf('>') : -1;
        return end > 1 ? field.Name.Substring(1, end - 1) : field.Name;
    }

    private static bool IsPlain(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String or (>= SpecialType.System_SByte and <= SpecialType.System_Double)
        || s_plain.Contains(type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));

    private static bool IsText(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) == Names.Utf8Text;
}
