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

    private int _problems;

    public StateModel Parse(INamedTypeSymbol type)
    {
        bool isShared = Operators.Find(type, Names.State) is not null;
        StateModel state = new(scope.Ref(type), PipelineParse.Head(type), isShared, StateFields(type, type, "", 0).ToEquatableArray());
        if (state.HoldsText && IsSlotTaken(type))
            report(StateRules.NameTaken, "", [type.Name, Slot]);

        return state;
    }

    /// <summary>The fields of a state, each of which is set when the state is loaded.</summary>
    private List<StateField> StateFields(INamedTypeSymbol type, INamedTypeSymbol root, string path, int depth)
    {
        List<StateField> fields = [];
        foreach (IFieldSymbol field in RecordShape.Fields(type))
        {
            int before = _problems;
            string at = Path(path, field);
            fields.Add(Field(field, root, at, depth));
            if (before == _problems && StoredField.Fault(field) is { } fault)
                Report(at, field.Type, fault);
        }

        return fields;
    }

    private StateField Field(IFieldSymbol symbol, INamedTypeSymbol root, string path, int depth)
    {
        ITypeSymbol type = symbol.Type;
        if (type.TypeKind == TypeKind.Error)
            return Of(StateForm.Value) with { Type = TypeRef.Unknown, Value = TypeRef.Unknown };

        ITypeSymbol value = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        bool isNullable = !ReferenceEquals(value, type);
        if (ValueCodec.Of(value) is { } codec)
            return Of(StateForm.Value) with { Codec = codec };

        if (value.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) == Names.Utf8Text)
            return Of(isNullable ? StateForm.NullableText : StateForm.Text);

        if (depth == MostDepth)
            return Bad("it nests too deep; use fewer structs in structs");

        if (value is not INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRefLikeType: false } named)
            return Bad("keep numbers, text, times, ids or enums, or a struct of these marked [State]");

        StateField field = Operators.Find(named, Names.State) is not null ? State(named)
            : named.IsRecord ? Record(named)
            : Bad(InsteadOf(named));
        return isNullable && field.HoldsText ? Bad("a nullable struct can't hold text; keep the struct, and a bool that says whether it is set") : field;

        StateField State(INamedTypeSymbol state)
        {
            bool holdsText = StateFields(state, root, path, depth + 1).Any(p => p.HoldsText);
            return SharedStateParser.WhyNotEmitted(state, holdsText) is { } why ? Bad(why) : Of(holdsText ? StateForm.StateWithText : StateForm.State);
        }

        StateField Record(INamedTypeSymbol record)
        {
            int before = _problems;
            List<(IFieldSymbol Symbol, StateField Field)> parts = [.. RecordShape.Fields(record).Select(f => (f, Field(f, root, Path(path, f), depth + 1)))];
            if (before != _problems)
                return Of(StateForm.Value);
            if (parts.Any(p => p.Field.Type.IsUnknown))
                return Of(StateForm.Value) with { Type = TypeRef.Unknown, Value = TypeRef.Unknown };
            if (!parts.All(p => StoredField.IsRead(p.Symbol, root, scope.Compilation)))
                return Bad($"'{record.Name}' has fields that can't be read from here; mark it with [State]");
            if (RecordShape.Constructor(record) is { } constructor)
                return Of(StateForm.Record) with { IsConstructed = true, Parts = constructor.Parameters.Select(p => parts.First(f => f.Field.Name == p.Name).Field).ToEquatableArray() };

            return parts.All(p => StoredField.IsSet(p.Symbol, root, scope.Compilation))
                ? Of(StateForm.Record) with { Parts = parts.Select(p => p.Field).ToEquatableArray() }
                : Bad($"'{record.Name}' has fields that neither its constructor nor an initializer sets; mark it with [State]");
        }

        StateField Of(StateForm form) => new(StoredField.Name(symbol), scope.Ref(type), scope.Ref(type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } of ? of.TypeArguments[0] : type), form, null, false, EquatableArray<StateField>.Empty);

        StateField Bad(string advice)
        {
            Report(path, type, advice);
            return Of(StateForm.Value);
        }
    }

    private static string InsteadOf(INamedTypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_DateTime } => "use Timestamp or DateTimeOffset, which say what they mean",
        { SpecialType: SpecialType.System_IntPtr } => "its size differs between machines: use long",
        { SpecialType: SpecialType.System_UIntPtr } => "its size differs between machines: use ulong",
        { IsTupleType: true } or { Arity: > 0, DeclaringSyntaxReferences.IsEmpty: false } => "write a struct with these fields, marked [State]",
        { DeclaringSyntaxReferences.IsEmpty: true } => "keep numbers, text, times, ids or enums, or a struct of these marked [State]",
        _ => $"mark '{type.Name}' with [State], or keep numbers, text, times, ids or enums",
    };

    /// <summary>Whether a state has a member by the name of the slot that it needs.</summary>
    public static bool IsSlotTaken(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length > 0 && type.GetMembers(Slot).Any(m => !PipelineParse.IsEmitted(m));

    private void Report(string path, ITypeSymbol type, string advice)
    {
        _problems++;
        report(StateRules.NotCheckpointable, path, [scope.Ref(type).Name, advice]);
    }

    private static string Path(string path, IFieldSymbol field) => path.Length == 0 ? StoredField.Name(field) : path + "." + StoredField.Name(field);
}
