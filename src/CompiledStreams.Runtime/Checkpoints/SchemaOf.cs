using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>The schema of a state that is a field of another: emitted schemas have it between their lines.</summary>
/// <param name="field">The field's name.</param>
/// <typeparam name="TState">The state in the field.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SchemaOf<TState>(string field)
    where TState : struct, IStateCodec<TState>
{
    /// <summary>The state's lines, with the field's name and a dot before each name.</summary>
    public override string ToString() => string.Join('\n', TState.Schema.Split('\n').Select(Within));

    // A line is a type, a blank and a name.
    private string Within(string line) => line.Length == 0 ? line : line.Insert(line.IndexOf(' ', StringComparison.Ordinal) + 1, field + ".");
}
