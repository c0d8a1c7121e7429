namespace CompiledStreams.Compiler.Parse;

/// <summary>A type as later stages know it: how it is written, and what was asked of its symbol.</summary>
/// <param name="FullName">The name with <c>global::</c>: two types are the same when these are.</param>
/// <param name="Code">The name as emitted code writes it inside the pipeline.</param>
/// <param name="Name">The name in messages and in names made from it.</param>
/// <param name="Kind">What it can be used for.</param>
internal sealed record TypeRef(string FullName, string Code, string Name, TypeUse Kind)
{
    /// <summary>What stands for a type that can't be known: nothing that reads it is reported.</summary>
    public static TypeRef Unknown { get; } = new("", "object", "?", TypeUse.Unknown);

    public bool IsUnknown => Kind == TypeUse.Unknown;

    /// <summary>Whether both are known and differ.</summary>
    public bool Differs(TypeRef other) => !IsUnknown && !other.IsUnknown && FullName != other.FullName;
}

/// <summary>What a type can be used for.</summary>
internal enum TypeUse
{
    /// <summary>An error of the user's text, which the C# compiler reports.</summary>
    Unknown,

    /// <summary>Neither of the others: a class, a ref struct, a nullable.</summary>
    Other,

    /// <summary>A struct that can flow through a pipeline.</summary>
    Value,
}
