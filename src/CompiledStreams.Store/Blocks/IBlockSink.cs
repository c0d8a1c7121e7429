namespace CompiledStreams.Store;

/// <summary>Where a writer's full blocks go.</summary>
internal interface IBlockSink
{
    /// <summary>Takes a block: gives it its number, seals it and copies it.</summary>
    /// <param name="header">The block's header, apart from the epoch and number that the sink sets.</param>
    /// <param name="block">Room for the header, then the records. It is the writer's again when this returns.</param>
    void Take(in BlockHeader header, Span<byte> block);
}
