using System.Runtime.ExceptionServices;

namespace CompiledStreams.Runtime;

/// <summary>Runs a lane's program to its end, on the thread that calls it.</summary>
/// <remarks>
/// <code>
/// until the program has completed:
///     run a step
///     take an epoch where one is due
///     flush every sink that has something and isn't flushing
///     where the program found nothing in hand, start a read for each source;  where it found a sink full, it waits for that flush
///     sleep if there is neither input nor room; a read, a flush or a stop wakes
/// </code>
/// The lane sleeps in one place. A wake that comes before the sleep isn't lost: the event stays set. A needless wake costs one step that finds nothing.
/// </remarks>
internal sealed class LaneLoop(LaneProgram program, PipelineDescription pipeline, ILaneSource[] sources, ILaneSink[] sinks, LaneSignal signal, RunCheckpoints? checkpoints = null)
{
    /// <summary>Events between two looks at the stop flag, and the most that a result waits for its flush while input is in hand. A step also ends when it has lasted some milliseconds.</summary>
    private const int Budget = 1 << 16;

    // Arrays, over which foreach makes no enumerator.
    private readonly ILaneSource[] _sources = [.. sources];
    private readonly ILaneSink[] _sinks = [.. sinks];
    private bool _isStopping;

    /// <summary>Runs until the program has completed, or was stopped and has finished what was in hand; all is flushed then.</summary>
    public RunOutcome Run()
    {
        Exception? failure = null;
        try
        {
            checkpoints?.TakeFirst();
            RunSteps();
            TakeLastEpoch(isCompleted: !_isStopping);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        if (failure is BadRecordException)
            TakeLastEpoch(ref failure);

        // The epoch under way uses the sinks' files.
        checkpoints?.Settle();

        // What came before a failure is written all the same.
        Finish(ref failure);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);

        return _isStopping ? RunOutcome.Stopped : RunOutcome.Completed;
    }

    private void RunSteps()
    {
        while (true)
        {
            if (signal.IsStopRequested && !_isStopping)
                Stop();

            Step step = RunProgram(checkpoints?.Budget(Budget) ?? Budget);
            if (step == Step.Completed)
                return;

            if (checkpoints is not null && checkpoints.IsDue())
                TakeEpoch(checkpoints);

            FlushSinks();
            bool canGoOn = step switch
            {
                Step.Idle => StartReading(),
                Step.Blocked => !IsAnySinkFull(),
                _ => true,
            };
            if (!canGoOn)
                signal.Sleep(isBlocked: step == Step.Blocked);
        }
    }

    private Step RunProgram(int budget)
    {
        try
        {
            return program.Run(budget);
        }
        catch (Exception exception) when (exception is not PipelineException)
        {
            throw LaneFailure.Of(program, pipeline, exception);
        }
    }

    /// <summary>Takes an epoch: what is owed is paid before, however long its sinks take, and nothing new is taken in meanwhile.</summary>
    private void TakeEpoch(RunCheckpoints checkpoints)
    {
        long stopped = checkpoints.Now;
        while (!program.IsSettled)
        {
            if (RunProgram(budget: 1) == Step.Blocked)
                WaitForSinks();
        }

        WaitForSinks();
        checkpoints.Take(isCompleted: false, stopped);
    }

    private void TakeLastEpoch(bool isCompleted)
    {
        if (checkpoints is null)
            return;

        WaitForSinks();
        checkpoints.TakeLast(isCompleted);
    }

    /// <summary>What came before a bad record is kept: nothing of the record's block was taken in.</summary>
    private void TakeLastEpoch(ref Exception failure)
    {
        try
        {
            TakeLastEpoch(isCompleted: false);
        }
        catch (Exception exception)
        {
            failure = new ConnectorException($"{failure.Message}; and what came before couldn't be kept in a last checkpoint: {exception.Message}", new AggregateException(failure, exception));
        }
    }

    private void WaitForSinks()
    {
        while (!FlushSinks())
            signal.Sleep(isBlocked: true);
    }

    private void Stop()
    {
        _isStopping = true;
        foreach (ILaneSource source in _sources)
            source.Stop();
    }

    private bool FlushSinks()
    {
        bool isFlushed = true;
        foreach (ILaneSink sink in _sinks)
        {
            isFlushed &= sink.TryFlush(signal.Wake);
            if (sink.IsReaderGone)
                signal.RequestStop();
        }

        return isFlushed;
    }

    private bool StartReading()
    {
        bool isInputInHand = false;
        foreach (ILaneSource source in _sources)
            isInputInHand |= source.StartReading(signal.Wake);

        return isInputInHand;
    }

    private bool IsAnySinkFull()
    {
        foreach (ILaneSink sink in _sinks)
        {
            if (sink.IsFull)
                return true;
        }

        return false;
    }

    private void Finish(ref Exception? failure)
    {
        foreach (ILaneSink sink in _sinks)
            Finish(sink, ref failure);

        foreach (ILaneSource source in _sources)
            source.Complete(failure);
    }

    private void Finish(ILaneSink sink, ref Exception? failure)
    {
        try
        {
            while (!sink.TryFlush(signal.Wake))
                signal.Sleep(isBlocked: true);
        }
        catch (Exception exception)
        {
            failure ??= exception;
        }

        try
        {
            sink.Complete();
        }
        catch (Exception exception)
        {
            failure ??= exception;
        }
    }
}
