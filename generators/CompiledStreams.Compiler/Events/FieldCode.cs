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
        "array", "position", "end", "into", "isFinal", "start", "count", "next", "json", "value", "offset", "context", "path", "options", "events", "writer", "room", "i", "name", "number", "items", "number", "item",
    ];

    public ValueModel Value => Field.Value;

    /// <summary>A member that belongs to the field, such as <c>_customerLength</c>.</summary>
    public string Member(string suffix) => "_" + char.ToLowerInvariant(Pascal[0]) + Pascal.Substring(1) + suffix;

    public static FieldCode[] Of(EventModel model)
    {
        HashSet<string> locals = new(s_reserved, StringComparer.Ordinal);
        HashSet<string> pascals = new(StringComparer.OrdinalIgnoreCase);
        return [.. model.Fields.Select(field =>
        {
            string pascal = Unique(char.ToUpperInvariant(field.Name[0]) + field.Name.Substring(1), pascals);
            string local = Unique(char.ToLowerInvariant(field.Name[0]) + field.Name.Substring(1), locals);
            locals.Add("has" + pascal);
            return new FieldCode(field, Literal.Identifier(local), pascal);
        })];
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
            unique = name + i;

        return unique;
    }
}
