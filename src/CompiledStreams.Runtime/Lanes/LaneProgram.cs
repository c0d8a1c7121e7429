using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>The emitted loops of one lane, with the state they own. Never blocks, never awaits, has no lock: its lane calls it and waits for it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LaneProgram : IDisposable
{
    /// <summary>Events in a block, at most.</summary>
    public const int BlockSize = 512;

    /// <summary>The most that a step lasts, but for the block that it is in, or some dozens of small ones: a stop, an epoch and what was put out wait no longer, however slow an operator is.</summary>
    private const int LongestStepMilliseconds = 10;

    // The clock costs as much as some events: where it hasn't moved since the last look, the next one is twice as far.
    private const int FewestEventsBetweenLooks = 64;
    private const int MostEventsBetweenLooks = 4096;

    private long _end;
    private long _lastLook;
    private int _eventsBetweenLooks = FewestEventsBetweenLooks;
    private int _eventsSinceLook;

    /// <summary>Takes input in and finishes it, until about <paramref name="budget"/> events were taken in, some milliseconds have passed, there is no input in hand, or a sink is full.
    /// Input is taken in only while nothing is owed.</summary>
    /// <param name="budget">Events to take in before returning <see cref="Step.Progress"/>.</param>
    public Step Run(int budget)
    {
        _end = Environment.TickCount64 + LongestStepMilliseconds;
        return RunBlocks(budget);
    }

    /// <summary>As <see cref="Run"/>, a block after the other, until <see cref="Spend"/> leaves nothing of the budget.</summary>
    /// <param name="budget">Events to take in.</param>
    protected abstract Step RunBlocks(int budget);

    /// <summary>What a block leaves of a step's budget: nothing, when the step has lasted long enough.</summary>
    /// <param name="budget">What there was.</param>
    /// <param name="events">Of the block.</param>
    protected int Spend(int budget, int events)
    {
        _eventsSinceLook += events;
        return _eventsSinceLook < _eventsBetweenLooks || !IsOver() ? budget - events : 0;
    }

    private bool IsOver()
    {
        long now = Environment.TickCount64;
        _eventsBetweenLooks = now == _lastLook ? Math.Min(2 * _eventsBetweenLooks, MostEventsBetweenLooks) : FewestEventsBetweenLooks;
        _lastLook = now;
        _eventsSinceLook = 0;
        return now >= _end;
    }

    /// <summary>After <see cref="Run"/> threw: says which operator threw, at which event and key, by running the block in hand again event by event.
    /// Null where no operator of the user's can be named.</summary>
    /// <param name="exception">What <see cref="Run"/> threw.</param>
    public abstract OperatorFailure? Locate(Exception exception);

    /// <summary>The state of each operator that has one, in the order of the text.</summary>
    public abstract IReadOnlyList<OperatorState> States { get; }

    /// <summary>The state of each operator that has one, as checkpoints hold it, in the order of the text.</summary>
    public virtual IReadOnlyList<OperatorCheckpoint> Checkpoints => [];

    /// <summary>Whether each event that was taken in is finished, and nothing that one of them gave is owed: a checkpoint can be cut here.</summary>
    /// <remarks>A program that isn't settled pays what it owes when <see cref="Run"/> is called, and takes nothing in before; called with a budget of 1, it is settled between
    /// the last payment and the next input.</remarks>
    public virtual bool IsSettled => true;

    /// <summary>Frees the state.</summary>
    public abstract void Dispose();
}
