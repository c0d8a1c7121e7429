namespace CompiledStreams.Store;

/// <summary>What the records of a block are. The values are written to disk.</summary>
internal enum BlockKind : byte
{
    /// <summary>Slots and tombstones that one epoch changed.</summary>
    Log = 1,

    /// <summary>A slice of a shard's base: all of its slots, written over some epochs.</summary>
    Base = 2,
}
