using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>The state of one operator as checkpoints hold it.</summary>
/// <param name="name">The operator's name.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class OperatorCheckpoint(string name)
{
    /// <summary>The operator's name.</summary>
    public string Name { get; } = name;

    /// <summary>The fields of its key and state, a line each; what was saved with other fields can't be loaded.</summary>
    public abstract string Schema { get; }
}
