using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>An operator's blocks on their way into an epoch: a log of changes by shard, and now and then a new base, so that the log doesn't grow for ever.</summary>
internal sealed class ShardLog
{
    /// <summary>A log shorter than this isn't worth a base.</summary>
    private const long ShortLog = 1 << 20;

    private readonly BlockWriter[] _logs;
    private readonly BlockWriter[] _bases;
    private readonly uint _operator;
    private EpochBatch? _batch;
    private long _logBytes;
    private long _baseBytes;
    private long _newLogBytes;
    private long _newBaseBytes;

    /// <summary>Makes the log of an operator.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <param name="fingerprint">Of its schema.</param>
    public ShardLog(uint operatorId, ulong fingerprint)
    {
        _operator = operatorId;
        _logs = [.. Enumerable.Range(0, Shards.Embedded).Select(shard => new BlockWriter(operatorId, (byte)shard, BlockKind.Log, fingerprint))];
        _bases = [.. Enumerable.Range(0, Shards.Embedded).Select(shard => new BlockWriter(operatorId, (byte)shard, BlockKind.Base, fingerprint))];
    }

    /// <summary>The epoch in which the base that is being written began; 0 where none is.</summary>
    public ulong BaseEpoch { get; private set; }

    private EpochBatch Batch => _batch ?? throw new InvalidOperationException("No epoch has begun.");

    /// <summary>Counts a block that the store has already.</summary>
    public void Count(BlockHeader header, int bytes)
    {
        if (header.Kind == BlockKind.Base)
            _baseBytes += bytes;
        else
            _logBytes += bytes;
    }

    /// <summary>An epoch begins.</summary>
    public void Begin(EpochBatch batch) => _batch = batch;

    /// <summary>Adds a record of what changed.</summary>
    public void Append(int shard, ReadOnlySpan<byte> record)
    {
        _logs[shard].Append(record, Batch);
        _logBytes += record.Length;
        _newLogBytes += record.Length;
    }

    /// <summary>Adds a record to the base that is being written.</summary>
    public void AppendBase(int shard, ReadOnlySpan<byte> record)
    {
        _bases[shard].Append(record, Batch);
        _newBaseBytes += record.Length;
    }

    /// <summary>Begins a new base where the log has become longer than twice the one there is.</summary>
    /// <returns>Whether one is being written.</returns>
    public bool WritesBase()
    {
        if (BaseEpoch == 0 && _logBytes > Math.Max(ShortLog, 2 * _baseBytes))
            (BaseEpoch, _newBaseBytes, _newLogBytes) = (Batch.Epoch, 0, 0);

        return BaseEpoch != 0;
    }

    /// <summary>The base holds every slot: what was written before it isn't needed.</summary>
    public void EndBase()
    {
        for (int shard = 0; shard < Shards.Embedded; shard++)
            Batch.DeleteBefore(_operator, (byte)shard, BaseEpoch);

        (_baseBytes, _logBytes, BaseEpoch) = (_newBaseBytes, _newLogBytes, 0);
    }

    /// <summary>Hands on what is left in the blocks.</summary>
    public void End()
    {
        foreach (BlockWriter writer in _bases)
            writer.Flush(Batch);
        foreach (BlockWriter writer in _logs)
            writer.Flush(Batch);
    }
}
