using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>The checkpoints of a run, from the lane's side: restores the newest epoch, and takes the next ones between two steps.</summary>
internal sealed class RunCheckpoints : IDisposable
{
    private readonly CheckpointSettings _settings;
    private readonly TimeProvider _clock;
    private readonly EmbeddedStore _store;
    private readonly OperatorCheckpoint[] _operators;
    private readonly ShardLog[] _logs;
    private readonly ILaneSource[] _sources;
    private readonly ICheckpointed[] _parts;
    private readonly ICheckpointedSink[] _sinks;
    private readonly KeyValuePair<string, object?> _tag;
    private readonly StateWriter _position = new();
    private readonly StateWriter[] _payloads = [new(), new()];
    private EpochThread? _thread;
    private ITimer? _timer;
    private EpochBatch? _batch;
    private long _taken;
    private long _takenEvents;
    private bool _isCompleted;

    private RunCheckpoints(string pipeline, CheckpointSettings settings, TimeProvider clock, EmbeddedStore store, LaneProgram program, ILaneSource[] sources, ILaneSink[] sinks)
    {
        (_settings, _clock, _store, _sources) = (settings, clock, store, sources);
        _tag = PipelineMeter.TagOf(pipeline);
        _operators = [.. program.Checkpoints];
        OperatorIds.Check(pipeline, _operators);
        _logs = [.. _operators.Select(o => new ShardLog(o.Id, FingerprintOf(o.Schema)))];
        _sinks = [.. sinks.OfType<ICheckpointedSink>()];
        _parts = [.. sources.OfType<ICheckpointed>(), .. sinks.OfType<ICheckpointed>()];
    }

    /// <summary>The epoch at which the run went on; null in a new store.</summary>
    public long? RestoredEpoch { get; private set; }

    /// <summary>The newest epoch that is committed.</summary>
    public long Epochs => (long)_store.Epoch;

    /// <summary>Opens the store, and restores what it holds.</summary>
    /// <exception cref="PipelineException">The store can't be used, or what it holds doesn't fit: the message says why.</exception>
    public static RunCheckpoints Open(
        string pipeline, CheckpointSettings settings, RunBindings bindings, LaneProgram program, ILaneSource[] sources, ILaneSink[] sinks, LaneSignal signal)
    {
        EmbeddedStore store = OpenStore(settings.Directory, pipeline);
        RunCheckpoints? opened = null;
        try
        {
            opened = new RunCheckpoints(pipeline, settings, bindings.Clock, store, program, sources, sinks);
            opened.Restore();
            opened.Start(pipeline, signal);
            opened.Announce(pipeline, bindings.Messages);
            return opened;
        }
        catch (Exception exception)
        {
            (opened as IDisposable ?? store).Dispose();
            if (exception is StoreException or InvalidDataException)
                throw Unusable(settings.Directory, exception);

            throw;
        }
    }

    /// <summary>Opens a store.</summary>
    /// <exception cref="ConnectorException">It can't be: the message says why.</exception>
    public static EmbeddedStore OpenStore(string directory, string pipeline) => Open(EmbeddedStore.Open, directory, pipeline);

    /// <summary>Opens a store to read it.</summary>
    /// <exception cref="ConnectorException">It can't be: the message says why.</exception>
    public static StoreReading ReadStore(string directory, string pipeline) => Open(StoreReading.Open, directory, pipeline);

    private static TStore Open<TStore>(Func<string, string, TStore> open, string directory, string pipeline)
    {
        try
        {
            return open(directory, pipeline);
        }
        catch (StoreException exception)
        {
            throw Unusable(directory, exception);
        }
    }

    /// <summary>The clock's time.</summary>
    public long Now => _clock.GetTimestamp();

    /// <summary>Events until the next epoch, where they are counted.</summary>
    /// <param name="budget">What the lane would take.</param>
    public int Budget(int budget) =>
        _settings.EveryEvents is { } every ? (int)Math.Clamp(every - (Events - _takenEvents), 1, budget) : budget;

    /// <summary>Whether an epoch is due and none is under way.</summary>
    public bool IsDue()
    {
        _thread!.ThrowIfFailed();
        if (_thread.IsBusy)
            return false;

        long events = Events - _takenEvents;
        return events >= _settings.EveryEvents || (_clock.GetElapsedTime(_taken) >= _settings.Every && (events > 0 || IsEpochWanted));
    }

    /// <summary>Takes an epoch before the first step, where a sink's output can't be taken back without one.</summary>
    public void TakeFirst()
    {
        if (!IsEpochWanted)
            return;

        Take(_isCompleted, Now);
        _thread!.Wait();
    }

    /// <summary>Takes an epoch: nothing may be owed, and every sink is flushed.</summary>
    /// <param name="isCompleted">Whether every source has ended.</param>
    /// <param name="stopped">When the lane stopped for it, by <see cref="Now"/>: to pay what is owed and to flush is part of the stop.</param>
    public void Take(bool isCompleted, long stopped)
    {
        CrashPoint.Reach("before-save");
        EpochBatch batch = _batch!;
        StateWriter payload = _payloads[batch.Epoch % 2];
        for (int i = 0; i < _operators.Length; i++)
            _operators[i].Save(_logs[i]);

        SavedEpoch.Write(payload, isCompleted, _operators, _parts, _position);
        CrashPoint.Reach("after-save");
        _thread!.Hand(batch, payload);
        BeginEpoch();
        (_taken, _takenEvents, _isCompleted) = (Now, Events, isCompleted);
        PipelineMeter.EpochStop.Record(_clock.GetElapsedTime(stopped).TotalSeconds, _tag);
    }

    /// <summary>Takes the last epoch, unless nothing is new since the one before, and waits for it.</summary>
    public void TakeLast(bool isCompleted)
    {
        _thread!.Wait();
        foreach (ICheckpointedSink sink in _sinks)
            sink.Drain();

        if (Events != _takenEvents || isCompleted != _isCompleted || IsEpochWanted)
            Take(isCompleted, Now);

        _thread.Wait();
    }

    /// <summary>Waits until no epoch is under way, whatever comes of it.</summary>
    public void Settle() => _thread!.Settle();

    /// <summary>Closes the store, behind the epoch under way.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        _thread?.Dispose();
        _store.Dispose();
    }

    private long Events
    {
        get
        {
            long events = 0;
            foreach (ILaneSource source in _sources)
                events += source.Events + source.Skipped;

            return events;
        }
    }

    private bool IsEpochWanted => Array.Exists(_sinks, static sink => sink.IsEpochWanted);

    private void Restore()
    {
        if (_store.Epoch == 0)
            return;

        StoredEpoch stored = StoredEpoch.Read(_settings.Directory, _store);
        RestoredEpoch = (long)_store.Epoch;
        _isCompleted = stored.Saved!.IsCompleted;
        stored.LoadInto(_operators, _logs);
        CheckNoneIsMissing(stored.Saved);
        foreach (ICheckpointed part in _parts)
            Restore(part, stored.Saved);
    }

    private void CheckNoneIsMissing(SavedEpoch saved)
    {
        string[] missing = [.. saved.Positions.Keys.Except(_parts.Select(p => p.Part))];
        if (missing.Length > 0)
        {
            throw new BindingException(
                $"Checkpoints in '{_settings.Directory}' know of {string.Join(", ", missing)}, which this run doesn't have; it has {string.Join(", ", _parts.Select(p => p.Part))}. Run with the bindings and names of before, or start afresh");
        }
    }

    private void Restore(ICheckpointed part, SavedEpoch saved)
    {
        if (!saved.Positions.TryGetValue(part.Part, out byte[]? position))
        {
            throw new BindingException(
                $"Checkpoints in '{_settings.Directory}' know nothing of {part.Part}; they have {string.Join(", ", saved.Positions.Keys)}. Run with the bindings and names of before, or start afresh");
        }

        StateReader reader = new(position);
        part.Restore(ref reader);
    }

    private void Start(string pipeline, LaneSignal signal)
    {
        for (int i = 0; i < _operators.Length; i++)
            _operators[i].Track(_logs[i]);

        BeginEpoch();
        (_taken, _takenEvents) = (Now, Events);
        _thread = new EpochThread(_store, _sinks, signal.Wake, pipeline);
        if (_settings.Every is { } every)
            _timer = _clock.CreateTimer(static s => ((LaneSignal)s!).Wake(), signal, every, every);
    }

    private void Announce(string pipeline, IRunMessages messages)
    {
        if (RestoredEpoch is { } epoch)
            messages.Inform(pipeline, _isCompleted ? $"had completed by epoch {epoch}; nothing is read again unless it starts afresh" : $"goes on at epoch {epoch}");
    }

    private void BeginEpoch()
    {
        _batch = _store.BeginEpoch();
        foreach (ShardLog log in _logs)
            log.Begin(_batch);
    }

    /// <summary>The error of a store that can't be used.</summary>
    public static ConnectorException Unusable(string directory, Exception exception) =>
        new($"Checkpoints in '{directory}' can't be used: {exception.Message}", exception);

    private static ulong FingerprintOf(string schema)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(schema), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
