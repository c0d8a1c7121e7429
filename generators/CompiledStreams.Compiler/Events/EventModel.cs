using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>All that the codecs of one event are emitted from: names and shapes, no symbol and no place.</summary>
/// <remarks>What is added here must stay equatable by value, since an event whose model is unchanged is not emitted again.</remarks>
/// <param name="FullName">The name with namespace and parents, not escaped, as files are named.</param>
/// <param name="Namespace">The namespace, its names escaped; null in the global one.</param>
/// <param name="Parents">Heads of the types it is nested in, from the outside in, such as <c>partial class Shop</c>.</param>
/// <param name="Name">The event's name, not escaped.</param>
/// <param name="IsPublic">Whether it is declared public, else internal: its codecs are as it is.</param>
/// <param name="HasConstructor">Whether it is made by its primary constructor, else by an initializer.</param>
/// <param name="Fields">The fields in the order of the text; one or more.</param>
/// <param name="Taken">Those of <see cref="EmittedNames"/> that mean something else where the codecs stand, and so must be written in full.</param>
internal sealed record EventModel(
    string FullName,
    string? Namespace,
    EquatableArray<string> Parents,
    string Name,
    bool IsPublic,
    bool HasConstructor,
    EquatableArray<FieldModel> Fields,
    EquatableArray<string> Taken)
{
    /// <summary>Whether it can be made by setting its fields one by one where another event was.</summary>
    public bool IsSetInPlace { get; init; }

    /// <summary>The name as it is written in code beside the event.</summary>
    public string Type => Literal.Identifier(Name);

    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public string Accessibility => IsPublic ? "public" : "internal";
}

/// <summary>A field of an event.</summary>
/// <param name="Name">Its name, not escaped.</param>
/// <param name="WireName">The key in JSON lines, the column in delimited text.</param>
/// <param name="Value">What it holds.</param>
internal sealed record FieldModel(string Name, string WireName, ValueModel Value)
{
    /// <summary>The name as it is written in code.</summary>
    public string Member => Literal.Identifier(Name);
}

/// <summary>What a field, or an item of an array, holds.</summary>
/// <param name="Kind">Which kind of value.</param>
/// <param name="Type">The C# type as it is written in code beside the event, without the question mark of a nullable.</param>
/// <param name="IsNullable">Whether it may be null: a missing field is then null too.</param>
internal sealed record ValueModel(ValueKind Kind, string Type, bool IsNullable)
{
    /// <summary>How a time is written; null where the kind is no time, and for <see cref="ValueKind.TimeSpan"/>.</summary>
    public TimeFormModel? Time { get; init; }

    /// <summary>The members of an enum.</summary>
    public EnumModel? Enum { get; init; }

    /// <summary>The event that is nested here.</summary>
    public EventReference? Event { get; init; }

    /// <summary>What an array's items hold.</summary>
    public ValueModel? Item { get; init; }

    /// <summary>The C# type with its question mark.</summary>
    public string FullType => IsNullable ? Type + "?" : Type;

    /// <summary>Whether it is one of the integers.</summary>
    public bool IsInteger => Kind is >= ValueKind.SByte and <= ValueKind.UInt64;
}

/// <summary>The kinds of values that an event can hold.</summary>
internal enum ValueKind
{
    Boolean,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    Decimal,
    Timestamp,
    DateTimeOffset,
    DateOnly,
    TimeOnly,
    TimeSpan,
    Guid,
    Enum,
    Text,
    String,

    /// <summary>Another event.</summary>
    Event,

    /// <summary>A <c>ReadOnlyMemory</c>, an array on the wire.</summary>
    Array,
}

/// <summary>How a time is written on the wire: a number of units, a format, or ISO 8601 text where both are null.</summary>
/// <param name="Unit">The name of a member of <c>TimeUnit</c>.</param>
/// <param name="Format">A format such as <c>yyyyMMdd</c>.</param>
internal sealed record TimeFormModel(string? Unit, string? Format)
{
    public static TimeFormModel Iso { get; } = new(null, null);
}

/// <summary>The members of an enum.</summary>
/// <param name="Underlying">The integer that it is made of.</param>
/// <param name="Members">Its members, without those that repeat a value, in the order of the text.</param>
/// <param name="Aliases">Members that repeat a value: read, never written.</param>
internal sealed record EnumModel(ValueKind Underlying, EquatableArray<string> Members, EquatableArray<string> Aliases);

/// <summary>An event that is nested in another, by what is needed to name its codecs.</summary>
/// <param name="Scope">What stands before its name in code, with the dot, such as <c>global::Shop.</c>; empty beside the event that nests it.</param>
/// <param name="Name">Its name, not escaped.</param>
internal sealed record EventReference(string Scope, string Name);
