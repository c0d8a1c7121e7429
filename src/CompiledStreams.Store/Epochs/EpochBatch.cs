namespace CompiledStreams.Store;

/// <summary>
/// What one epoch writes: blocks, and deletions of older ones. One thread fills it, then another may commit it. It keeps its memory from epoch to epoch.
/// </summary>
internal sealed class EpochBatch : IBlockSink, IDisposable
{
    private readonly List<OlderBlocks> _deletions = [];
    private uint _sequence;

    /// <summary>Makes a batch over a native one.</summary>
    internal EpochBatch(IWriteBatch writes) => Writes = writes;

    /// <summary>A shard's blocks of epochs before <see cref="Epoch"/>.</summary>
    internal readonly record struct OlderBlocks(uint Operator, byte Shard, ulong Epoch);

    /// <summary>The epoch that it is.</summary>
    public ulong Epoch { get; private set; }

    /// <summary>Bytes that it holds.</summary>
    public long Length => Writes.Length;

    /// <summary>The writes beneath.</summary>
    internal IWriteBatch Writes { get; }

    /// <summary>The blocks that it adds.</summary>
    internal Inventory Added { get; } = new();

    /// <summary>What it deletes.</summary>
    internal IReadOnlyList<OlderBlocks> Deletions => _deletions;

    /// <summary>Empties it for an epoch.</summary>
    internal void Begin(ulong epoch)
    {
        Epoch = epoch;
        _sequence = 0;
        _deletions.Clear();
        Added.Clear();
        Writes.Clear();
    }

    /// <inheritdoc/>
    public void Take(in BlockHeader header, Span<byte> block)
    {
        BlockAddress address = header.Address with { Epoch = Epoch, Sequence = checked(_sequence++) };
        (header with { Address = address }).Seal(block);

        Span<byte> key = stackalloc byte[BlockAddress.KeyLength];
        address.WriteKey(key);
        Writes.Put(key, block);
        Added.Of(address.Operator).Add(address, block);
    }

    /// <summary>Deletes a shard's blocks of the epochs before one, when a newer base makes them needless.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="epoch">The first epoch that stays; at most this one.</param>
    /// <remarks>Committing it reads those blocks, to strike them from the inventory.</remarks>
    public void DeleteBefore(uint operatorId, byte shard, ulong epoch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epoch, Epoch);
        _deletions.Add(new OlderBlocks(operatorId, shard, epoch));
    }

    /// <summary>Releases the native memory.</summary>
    public void Dispose() => Writes.Dispose();
}
