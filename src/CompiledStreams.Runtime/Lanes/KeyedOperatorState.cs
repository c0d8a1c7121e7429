using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Gives an operator's result from what a table holds of a key.</summary>
/// <param name="state">The state as the table holds it.</param>
/// <param name="key">The key.</param>
/// <param name="text">Where the state's text lies.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate TResult StateResult<TKey, TState, TResult>(in TState state, TKey key, TextArena text);

/// <summary>The state that an operator has for each key. Text in keys and results is a view, valid until the lane's next step.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="table">The state.</param>
/// <param name="result">Gives the result for a key.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyedOperatorState<TKey, TStored, TState, TLayout, TResult>(
    string name, KeyedState<TKey, TStored, TState, TLayout> table, StateResult<TKey, TState, TResult> result) : OperatorState<TKey, TResult>(name)
    where TKey : notnull
    where TStored : unmanaged
    where TLayout : struct, IKeyLayout<TKey, TStored>
{
    /// <inheritdoc/>
    public override long Count => table.Count;

    /// <inheritdoc/>
    public override long Bytes => table.Bytes;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<TKey, TResult>> Results()
    {
        List<KeyValuePair<TKey, TResult>> results = new(table.Count);
        foreach (KeyedState<TKey, TStored, TState, TLayout>.Entry entry in table)
            results.Add(new(entry.Key, result(in entry.State, entry.Key, table.Arena)));

        return results;
    }

    /// <inheritdoc/>
    public override bool TryGetResult(TKey key, out TResult found)
    {
        ref TState state = ref table.Open().TryGet(in key, table.Hash(in key), out bool isThere);
        found = isThere ? result(in state, key, table.Arena) : default!;
        return isThere;
    }
}
