using System.ComponentModel;
using CompiledStreams.Store;

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

    /// <summary>The operator's id in the store, of its name: it stays whatever else the pipeline gains or loses.</summary>
    internal uint Id => Crc32C.Of(System.Text.Encoding.UTF8.GetBytes(Name));

    /// <summary>Loads a record that <see cref="Save"/> wrote.</summary>
    internal abstract void Load(ReadOnlySpan<byte> record);

    /// <summary>All records are loaded: from now on what changes is noted.</summary>
    /// <param name="log">Takes it.</param>
    internal abstract void Track(ShardLog log);

    /// <summary>Writes what changed since the last call.</summary>
    /// <param name="log">Takes it.</param>
    internal abstract void Save(ShardLog log);
}
