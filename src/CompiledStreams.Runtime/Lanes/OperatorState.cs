using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>The state of one operator, to be looked into between two steps.</summary>
/// <param name="name">The operator's name.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class OperatorState(string name)
{
    /// <summary>The operator's name.</summary>
    public string Name { get; } = name;

    /// <summary>Keys that have state; 1 for the state of a whole stream that has seen an event.</summary>
    public abstract long Count { get; }

    /// <summary>Bytes of memory that the state takes.</summary>
    public abstract long Bytes { get; }
}

/// <summary>The state of one operator as its result for each key.</summary>
/// <typeparam name="TKey">The key; <see cref="ValueTuple"/> for the state of a whole stream.</typeparam>
/// <typeparam name="TResult">What the operator's <c>Result</c> gives.</typeparam>
/// <param name="name">The operator's name.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class OperatorState<TKey, TResult>(string name) : OperatorState(name)
    where TKey : notnull
{
    /// <summary>The result for each key, in no particular but a repeatable order.</summary>
    public abstract IEnumerable<KeyValuePair<TKey, TResult>> Results();

    /// <summary>The result for one key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="result">Its result, where it has state.</param>
    public abstract bool TryGetResult(TKey key, out TResult result);
}
