using System.ComponentModel;
using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>The state that an operator has for each key, as checkpoints hold it: a record a key that changed, and one a key that was removed.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="table">The state.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyedCheckpoint<TKey, TStored, TState, TLayout>(string name, KeyedState<TKey, TStored, TState, TLayout> table)
    : OperatorCheckpoint(name), ISlotReader<TStored, TState>
    where TKey : notnull
    where TStored : unmanaged
    where TState : struct, IStateCodec<TState>
    where TLayout : struct, IKeyLayout<TKey, TStored>, IKeyCodec<TKey, TStored>
{
    /// <summary>The slots of a base that an epoch writes: about a millisecond of the lane's.</summary>
    private const int BaseSlots = 16 * 1024;

    private const byte Removed = 0;
    private const byte Present = 1;

    private readonly StateWriter _record = new();
    private readonly StateWriter _keyBytes = new();
    private ShardLog? _log;
    private bool _isBase;
    private uint _nextBucket;
    private long _tableBytes;

    /// <inheritdoc/>
    /// <remarks>The lines of the key begin with <c>key</c>; those of the state follow.</remarks>
    public override string Schema { get; } = "key " + TLayout.Schema.Replace("\n", "\nkey ", StringComparison.Ordinal) + "\n" + TState.Schema;

    internal override void Track(ShardLog log)
    {
        _log = log;
        table.TrackChanges(this);
    }

    internal override void Save(ShardLog log)
    {
        table.TakeChanges();
        if (log.WritesBase())
            WriteBase(log);

        log.End();
    }

    internal override void Load(ReadOnlySpan<byte> record)
    {
        StateReader reader = new(record);
        byte kind = reader.ReadByte();
        TKey key = TLayout.LoadKey(ref reader);
        uint hash = table.Hash(in key);
        if (kind == Removed)
            Remove(in key, hash);
        else
            Load(in key, hash, ref reader);

        table.Arena.EndBlock();
    }

    private void Remove(in TKey key, uint hash)
    {
        ref TState state = ref table.Open().TryGet(in key, hash, out bool isThere);
        if (!isThere)
            return;

        TState.Drop(ref state, table.Arena);
        table.Open().Remove(in key, hash);
    }

    private void Load(in TKey key, uint hash, ref StateReader reader)
    {
        table.EnsureRoom(1);
        ref TState state = ref table.Open().GetOrAdd(in key, hash);
        TState.Drop(ref state, table.Arena);
        TState.Load(ref state, ref reader, table.Arena);
        if (!reader.IsAtEnd)
            throw new InvalidDataException($"A record of operator '{Name}' is longer than its fields.");
    }

    void ISlotReader<TStored, TState>.Read(in TStored key, in TState state)
    {
        _record.Clear();
        _record.Write(Present);
        TLayout.Save(in key, table.Arena, _record);
        TState.Save(in state, _record, table.Arena);
        if (_isBase)
            _log!.AppendBase(ShardOf(in key), _record.Written);
        else
            _log!.Append(ShardOf(in key), _record.Written);
    }

    void ISlotReader<TStored, TState>.ReadRemoved(in TStored key)
    {
        _record.Clear();
        _record.Write(Removed);
        TLayout.Save(in key, table.Arena, _record);
        _log!.Append(ShardOf(in key), _record.Written);
    }

    /// <summary>Writes a slice of the base. A table that has grown meanwhile is begun again: what was written holds all the same.</summary>
    private void WriteBase(ShardLog log)
    {
        if (_tableBytes != table.Bytes)
            (_tableBytes, _nextBucket) = (table.Bytes, 0);

        _isBase = true;
        _nextBucket = table.ReadFrom(_nextBucket, BaseSlots);
        _isBase = false;
        if (_nextBucket == 0)
            log.EndBase();
    }

    private int ShardOf(in TStored key)
    {
        _keyBytes.Clear();
        TLayout.WriteKeyBytes(in key, table.Arena, _keyBytes);
        return Shards.Of(_keyBytes.Written);
    }
}
