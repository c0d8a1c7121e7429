using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>An event of a block with its key, on its way to the loop that has the state of keys.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <param name="key">The key.</param>
/// <param name="hash">Its hash.</param>
/// <param name="index">Where the event lies in its block.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct KeyedEvent<TKey>(TKey key, uint hash, int index)
{
    /// <summary>The key.</summary>
    public readonly TKey Key = key;

    /// <summary>Its hash.</summary>
    public readonly uint Hash = hash;

    /// <summary>Where the event lies in its block.</summary>
    public readonly int Index = index;
}
