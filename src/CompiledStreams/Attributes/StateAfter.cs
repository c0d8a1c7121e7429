namespace CompiledStreams;

/// <summary>What becomes of a key's state after an event; a <see cref="ProcessAttribute"/> method may return it.</summary>
public enum StateAfter
{
    /// <summary>The key keeps its state.</summary>
    Keep,

    /// <summary>The key and its state are forgotten, and their memory is used again. The next event of the key finds a state that is all zero, as for a new key.</summary>
    Remove,
}
