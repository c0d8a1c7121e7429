using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Parse;

/// <summary>A struct that is state.</summary>
/// <param name="Type">The struct.</param>
/// <param name="Head">The head of a part of it.</param>
/// <param name="Fields">Its fields, in the order of the text.</param>
internal sealed record StateModel(TypeRef Type, TypeHead Head, EquatableArray<StateField> Fields)
{
    /// <summary>Whether it holds text, which is kept in an arena: it then has a slot of its own.</summary>
    public bool HoldsText => Fields.Any(f => f.HoldsText);
}

/// <summary>A field of state, or a part of a record in it.</summary>
/// <param name="Name">The name by which it is read and set: of the field, or of the property it is behind.</param>
/// <param name="Type">Its type.</param>
/// <param name="Form">Its form.</param>
/// <param name="Parts">The parts of a record, in the order of its constructor.</param>
internal sealed record StateField(string Name, TypeRef Type, StateForm Form, EquatableArray<StateField> Parts)
{
    public bool HoldsText => Form is StateForm.Text or StateForm.NullableText or StateForm.StateWithText || Parts.Any(p => p.HoldsText);
}

/// <summary>How a field of state is kept.</summary>
internal enum StateForm
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Text in the arena.</summary>
    Text,

    /// <summary>Text in the arena, or none.</summary>
    NullableText,

    /// <summary>Another state that has a slot.</summary>
    StateWithText,

    /// <summary>A record that holds text: part by part.</summary>
    Record,
}
