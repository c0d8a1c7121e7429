using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Parse;

/// <summary>The type of a key, and how it is hashed and kept.</summary>
/// <param name="Type">The type.</param>
/// <param name="Form">Its form.</param>
/// <param name="Parts">The parts of a record, in the order of its constructor.</param>
/// <param name="Fault">Why it can't be a key, as the end of a sentence; empty where it can.</param>
internal sealed record KeyModel(TypeRef Type, KeyForm Form, EquatableArray<KeyPart> Parts, string Fault)
{
    /// <summary>The type in a schema: as the compiler writes that of a record's parts, the runtime that of a key of one value.</summary>
    public string SchemaName { get; init; } = "";

    public bool HoldsText => Form is KeyForm.Text or KeyForm.String || Parts.Any(p => p.Key.HoldsText);
}

/// <summary>A part of a key that is a record.</summary>
internal sealed record KeyPart(string Name, KeyModel Key);

/// <summary>How a key, or a part of one, is kept.</summary>
internal enum KeyForm
{
    /// <summary>Its bytes.</summary>
    Scalar,

    /// <summary>UTF-8 in the arena.</summary>
    Text,

    /// <summary>A string.</summary>
    String,

    /// <summary>Part by part.</summary>
    Record,
}
