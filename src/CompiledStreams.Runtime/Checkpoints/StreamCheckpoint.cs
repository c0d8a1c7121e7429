using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Says where a value lies.</summary>
/// <typeparam name="T">The value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ref T StateAt<T>();

/// <summary>The one state that an operator has for a whole stream, as checkpoints hold it: whether an event came, then the state.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="state">Where the state lies.</param>
/// <param name="isSeen">Where it is noted whether an event came.</param>
/// <param name="text">Where the state's text lies; null where it holds none.</param>
/// <typeparam name="TState">The state as the lane holds it.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamCheckpoint<TState>(string name, StateAt<TState> state, StateAt<bool> isSeen, TextArena? text = null) : OperatorCheckpoint(name)
    where TState : struct, IStateCodec<TState>
{
    private readonly TextArena _text = text ?? new();
    private readonly StateWriter _record = new();

    /// <inheritdoc/>
    public override string Schema => TState.Schema;

    internal override void Load(ReadOnlySpan<byte> record)
    {
        StateReader reader = new(record);
        Load(ref reader);
    }

    internal override void Track(ShardLog log)
    {
    }

    internal override void Save(ShardLog log)
    {
        if (isSeen())
        {
            _record.Clear();
            Save(_record);
            log.Append(shard: 0, _record.Written);
        }

        if (log.WritesBase())
            log.EndBase();

        log.End();
    }

    /// <summary>Writes the state.</summary>
    /// <param name="writer">Takes it.</param>
    public void Save(StateWriter writer)
    {
        writer.Write(isSeen());
        writer.WriteState(in state(), _text);
    }

    /// <summary>Reads the state of a lane that has taken nothing in.</summary>
    /// <param name="reader">Stands at what <see cref="Save(StateWriter)"/> wrote.</param>
    public void Load(ref StateReader reader)
    {
        isSeen() = reader.ReadBoolean();
        TState.Drop(ref state(), _text);
        TState.Load(ref state(), ref reader, _text);
        _text.EndBlock();
    }
}
