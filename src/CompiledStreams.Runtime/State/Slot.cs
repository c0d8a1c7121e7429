namespace CompiledStreams.Runtime;

/// <summary>A key and its state, where the hash alone isn't the key.</summary>
internal struct Slot<TStored, TState>
    where TStored : unmanaged
{
    public TStored Key;
    public TState State;
}
