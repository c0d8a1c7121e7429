namespace CompiledStreams;

/// <summary>How the names of fields are spelled on the wire.</summary>
public enum Naming
{
    /// <summary><c>ItemName</c> is written <c>itemName</c>.</summary>
    CamelCase,

    /// <summary><c>ItemName</c> is written <c>ItemName</c>.</summary>
    AsDeclared,

    /// <summary><c>ItemName</c> is written <c>item_name</c>.</summary>
    SnakeCase,

    /// <summary><c>ItemName</c> is written <c>item-name</c>.</summary>
    KebabCase,
}
