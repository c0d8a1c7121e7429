using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Events;

/// <summary>Turns the type of one field into its model, or says why no wire format can carry it.</summary>
/// <param name="owner">The event that has the field.</param>
/// <param name="outer">The events that <paramref name="owner"/> is being parsed inside of.</param>
/// <param name="path">Event and field, for messages.</param>
/// <param name="cancellation">Ends the parse.</param>
internal sealed class ValueParse(INamedTypeSymbol owner, IReadOnlyList<INamedTypeSymbol> outer, string path, CancellationToken cancellation)
{
    /// <summary>What is wrong; null too where the C# compiler says it, or another event's problems do.</summary>
    public Problem? Problem { get; private set; }

    public ValueModel? Parse(ITypeSymbol type, AttributeData? time)
    {
        ValueModel? value = Value(type, isItem: false);
        if (value is null || time is null)
            return value;

        TimeFormModel? form = Form(time, Innermost(value));
        return form is null ? null : WithTime(value, form);
    }

    private ValueModel? Value(ITypeSymbol type, bool isItem)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return Value(nullable.TypeArguments[0], isItem) is { } value ? value with { IsNullable = true } : null;

        // A type parameter is reported where it is declared: by the event, or by the type around it.
        if (type.TypeKind is TypeKind.Error or TypeKind.TypeParameter)
            return null;

        if (type.TypeKind == TypeKind.Enum)
            return Enumeration((INamedTypeSymbol)type);

        if (ValueTypes.Find(type) is { } kind)
        {
            return new ValueModel(kind, ValueTypes.CSharp(type, Scopes.Taken(owner)), kind == ValueKind.String && type.NullableAnnotation == NullableAnnotation.Annotated)
            {
                Time = ValueTypes.IsTime(kind) ? TimeFormModel.Iso : null,
            };
        }

        if (ValueTypes.MemoryItem(type) is { } item)
            return isItem ? Unsupported(type, "write an event that holds the inner array") : Array(item);

        if (EventParser.IsEvent(type))
            return Nested((INamedTypeSymbol)type);

        return Unsupported(type, ValueTypes.Advice(type));
    }

    private ValueModel? Unsupported(ITypeSymbol type, string advice)
    {
        Problem = Problem.At(EventRules.FieldType, "", Place.Type, path, type.ToDisplayString(Scopes.Message), advice);
        return null;
    }

    private ValueModel? Enumeration(INamedTypeSymbol type)
    {
        if (type.TypeParameters.Length > 0 || Scopes.Parents(type).Any(p => p.TypeParameters.Length > 0))
            return Unsupported(type, "move the enum out of its generic parent");

        HashSet<object> values = [];
        List<string> members = [];
        List<string> aliases = [];
        foreach (IFieldSymbol member in type.GetMembers().OfType<IFieldSymbol>().Where(m => m.HasConstantValue))
            (values.Add(member.ConstantValue!) ? members : aliases).Add(member.Name);

        ValueKind underlying = ValueTypes.Find(type.EnumUnderlyingType!) ?? ValueKind.Int32;
        return new ValueModel(ValueKind.Enum, Scopes.Reference(type, owner), IsNullable: false)
        {
            Enum = new EnumModel(underlying, members.ToEquatableArray(), aliases.ToEquatableArray()),
        };
    }

    private ValueModel? Array(ITypeSymbol item) => Value(item, isItem: true) is not { } items
        ? null
        : new ValueModel(ValueKind.Array, $"{ValueTypes.Name("ReadOnlyMemory", Scopes.Taken(owner))}<{items.FullType}>", IsNullable: false) { Item = items };

    private ValueModel? Nested(INamedTypeSymbol type)
    {
        if (outer.Append(owner).Contains(type, SymbolEqualityComparer.Default))
        {
            // A struct that holds itself is the C# compiler's error; through an array it is ours, told at the field that closes the circle.
            Problem = Problem.At(EventRules.Recursive, "", Place.Type, path, type.Name);
            return null;
        }

        ParsedEvent nested = new EventParse(type, [.. outer, owner], cancellation).Run();
        return nested.Model is null ? null : new ValueModel(ValueKind.Event, Scopes.Reference(type, owner), IsNullable: false)
        {
            Event = new EventReference(Scopes.Prefix(type, owner), type.Name),
        };
    }

    private TimeFormModel? Form(AttributeData time, ValueModel value)
    {
        if (!ValueTypes.IsTime(value.Kind))
        {
            string advice = value.Kind switch
            {
                ValueKind.TimeSpan => "a span is always text such as '01:30:00'; leave the form out",
                _ => "take the form away, or make the field a 'Timestamp'",
            };
            return Fault(EventRules.NoTime, value.Type, advice);
        }

        if (Attributes.Argument(time) is int unit)
        {
            if (value.Kind is ValueKind.DateOnly or ValueKind.TimeOnly)
                return Fault(EventRules.NoTime, value.Type, "only 'Timestamp' and 'DateTimeOffset' are a number of units; give a format such as \"yyyyMMdd\"");

            return unit is >= 0 and <= 2
                ? new TimeFormModel(ValueTypes.Units[unit], null)
                : Fault(EventRules.TimeForm, unit.ToString(System.Globalization.CultureInfo.InvariantCulture), "is no unit; write TimeUnit.Seconds, TimeUnit.Milliseconds or TimeUnit.Microseconds");
        }

        if (Attributes.Argument(time) is not string format)
            return Fault(EventRules.TimeForm, "null", "is no form; write a unit, or a format such as \"yyyyMMdd\"");

        return TimeFormat.Fault(format, value.Kind) is { } fault ? Fault(EventRules.TimeForm, format, fault) : new TimeFormModel(null, format);
    }

    private TimeFormModel? Fault(DiagnosticDescriptor rule, string what, string advice)
    {
        Problem = Problem.At(rule, "", Place.Attribute, path, what, advice);
        return null;
    }

    private static ValueModel Innermost(ValueModel value) => value.Item ?? value;

    private static ValueModel WithTime(ValueModel value, TimeFormModel form) =>
        value.Item is { } item ? value with { Item = item with { Time = form } } : value with { Time = form };
}
