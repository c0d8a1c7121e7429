using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>The state that an operator has for each key, as checkpoints hold it.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="table">The state.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyedCheckpoint<TKey, TStored, TState, TLayout>(string name, KeyedState<TKey, TStored, TState, TLayout> table) : OperatorCheckpoint(name)
    where TKey : notnull
    where TStored : unmanaged
    where TState : struct, IStateCodec<TState>
    where TLayout : struct, IKeyLayout<TKey, TStored>, IKeyCodec<TKey, TStored>
{
    /// <inheritdoc/>
    /// <remarks>The lines of the key begin with <c>key</c>; those of the state follow.</remarks>
    public override string Schema { get; } = "key " + TLayout.Schema.Replace("\n", "\nkey ", StringComparison.Ordinal) + "\n" + TState.Schema;

    /// <summary>The state.</summary>
    internal KeyedState<TKey, TStored, TState, TLayout> Table => table;
}
