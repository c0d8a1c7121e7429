using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>The names that the codecs of an event give to a field's locals and members, none of them twice.</summary>
/// <param name="Field">The field.</param>
/// <param name="Local">A local that holds the value.</param>
/// <param name="Pascal">The field's name as part of a longer one, such as the method <c>ReadTags</c>.</param>
internal sealed record FieldCode(FieldModel Field, string Local, string Pascal)
{
    // What emitted methods use themselves.
    private static readonly string[] s_reserved =
    [
        "array", "position", "end", "into", "isFinal", "start", "count", "next", "json", "value", "offset", "context", "path", "options", "events", "writer", "room", "i", "name", "number", "items", "item", "text", "isWhole",
    ];

    // What a field's local is followed by in the names of the locals beside it.
    private static readonly string[] s_endings = ["", "Value", "Some", "Pair"];

    public ValueModel Value => Field.Value;

    /// <summary>What stands for a value that wasn't read, such as the empty string; null for the default.</summary>
    public string? Unread => Value is { Kind: ValueKind.String, IsNullable: false } ? "\"\"" : null;

    /// <summary>A member that belongs to the field, such as <c>_customerLength</c>.</summary>
    public string Member(string suffix) => "_" + char.ToLowerInvariant(Pascal[0]) + Pascal.Substring(1) + suffix;

    public static FieldCode[] Of(EventModel model)
    {
        HashSet<string> pascals = new(StringComparer.OrdinalIgnoreCase);
        string[] unique = [.. model.Fields.Select(field => Unique(char.ToUpperInvariant(field.Name[0]) + field.Name.Substring(1), [""], pascals))];
        HashSet<string> locals = new(s_reserved.Concat(unique.Select(pascal => "has" + pascal)), StringComparer.Ordinal);
        return [.. model.Fields.Zip(unique, (field, pascal) =>
        {
            string local = Unique(char.ToLowerInvariant(field.Name[0]) + field.Name.Substring(1), s_endings, locals);
            return new FieldCode(field, Literal.Identifier(local), pascal);
        })];
    }

    // A name that is free with every ending.
    private static string Unique(string name, string[] endings, HashSet<string> taken)
    {
        string unique = name;
        for (int i = 2; endings.Any(ending => taken.Contains(unique + ending)); i++)
            unique = name + i;

        taken.UnionWith(endings.Select(ending => unique + ending));
        return unique;
    }
}
