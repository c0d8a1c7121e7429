using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Parse;

/// <summary>A struct that is state.</summary>
/// <param name="Type">The struct.</param>
/// <param name="Head">The head of a part of it.</param>
/// <param name="IsShared">Whether it is marked as state, so that what it needs is emitted where it is declared and not for an aggregate.</param>
/// <param name="Fields">Its fields, in the order of the text.</param>
internal sealed record StateModel(TypeRef Type, TypeHead Head, bool IsShared, EquatableArray<StateField> Fields)
{
    /// <summary>Whether it holds text, which is kept in an arena: it then has a slot of its own.</summary>
    public bool HoldsText => Fields.Any(f => f.HoldsText);
}

/// <summary>A field of state, or a part of a record in it.</summary>
/// <param name="Name">The name by which it is read and set: of the field, or of the property it is behind.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">Its type without the question mark of a nullable value.</param>
/// <param name="Form">Its form.</param>
/// <param name="Codec">How a value is written and read; null for the other forms.</param>
/// <param name="IsConstructed">Whether a record is made by its constructor, and not by an initializer.</param>
/// <param name="Parts">The parts of a record, in the order of its constructor or else of its fields.</param>
internal sealed record StateField(string Name, TypeRef Type, TypeRef Value, StateForm Form, ValueCodec? Codec, bool IsConstructed, EquatableArray<StateField> Parts)
{
    public bool IsNullable => Type.FullName != Value.FullName;

    public bool HoldsText => Form is StateForm.Text or StateForm.NullableText or StateForm.StateWithText || Parts.Any(p => p.HoldsText);
}

/// <summary>What a field of state is.</summary>
internal enum StateForm
{
    /// <summary>A number, a time, a string: something without fields.</summary>
    Value,

    /// <summary>Another state, without text.</summary>
    State,

    /// <summary>Another state, with text: it has a slot.</summary>
    StateWithText,

    /// <summary>A record. Where it holds text it is kept part by part.</summary>
    Record,

    /// <summary>Text in the arena.</summary>
    Text,

    /// <summary>Text in the arena, or none.</summary>
    NullableText,
}
