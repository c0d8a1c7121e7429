using System.Diagnostics;
using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Commits one epoch at a time, on a thread of its own, while the lane works on the next.</summary>
/// <remarks>What makes it right is the order: files are flushed, the epoch is committed, its witness is written, and only then does anything of it show.</remarks>
internal sealed class EpochThread : IDisposable
{
    private readonly EmbeddedStore _store;
    private readonly ICheckpointedSink[] _sinks;
    private readonly Action _wake;
    private readonly KeyValuePair<string, object?> _tag;
    private readonly AutoResetEvent _handed = new(initialState: false);
    private readonly ManualResetEvent _idle = new(initialState: true);
    private readonly Thread _thread;
    private EpochBatch? _batch;
    private StateWriter? _payload;
    private Exception? _failure;
    private volatile bool _isBusy;
    private volatile bool _isEnding;

    /// <summary>Starts the thread.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sinks">The sinks whose output belongs to an epoch.</param>
    /// <param name="wake">Called when an epoch is committed, or failed.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    public EpochThread(EmbeddedStore store, ICheckpointedSink[] sinks, Action wake, string pipeline)
    {
        (_store, _sinks, _wake, _tag) = (store, sinks, wake, PipelineMeter.TagOf(pipeline));
        _thread = new Thread(Run) { IsBackground = true, Name = $"CompiledStreams {pipeline} checkpoints" };
        _thread.Start();
    }

    /// <summary>Whether an epoch is under way.</summary>
    public bool IsBusy => _isBusy;

    /// <summary>Gives an epoch to the thread. None may be under way.</summary>
    public void Hand(EpochBatch batch, StateWriter payload)
    {
        (_batch, _payload) = (batch, payload);
        _isBusy = true;
        _idle.Reset();
        _handed.Set();
    }

    /// <summary>Waits until no epoch is under way, whatever came of it.</summary>
    public void Settle() => _idle.WaitOne();

    /// <summary>Waits until no epoch is under way.</summary>
    /// <exception cref="ConnectorException">One couldn't be committed.</exception>
    public void Wait()
    {
        _idle.WaitOne();
        ThrowIfFailed();
    }

    /// <summary>Throws what an epoch failed with.</summary>
    public void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw failure as PipelineException ?? new ConnectorException($"Checkpoint of epoch {_batch!.Epoch}: {failure.Message}", failure);
    }

    /// <summary>Ends the thread, behind the epoch under way.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _handed.Set();
        _thread.Join();
        _handed.Dispose();
        _idle.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _handed.WaitOne();
            if (_isBusy)
                CommitOne();
            if (_isEnding)
                return;
        }
    }

    private void CommitOne()
    {
        try
        {
            if (_failure is null)
                Commit();
        }
        catch (Exception exception)
        {
            _failure = exception;
        }

        _isBusy = false;
        _idle.Set();
        _wake();
    }

    private void Commit()
    {
        long begin = Stopwatch.GetTimestamp();
        CrashPoint.Reach("before-flush");
        foreach (ICheckpointedSink sink in _sinks)
            sink.Sync();

        CrashPoint.Reach("after-flush");
        _store.Commit(_batch!, _payload!.Written);
        PipelineMeter.EpochSize.Record(_batch!.Length + _payload.Written.Length, _tag);
        PipelineMeter.EpochDuration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds, _tag);
        CrashPoint.Reach("before-publish");
        foreach (ICheckpointedSink sink in _sinks)
            sink.Publish();

        CrashPoint.Reach("after-publish");
    }
}
