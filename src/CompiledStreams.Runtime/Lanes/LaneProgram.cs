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

    private const int EventsBetweenLooks = 64;

    private long _end;
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
    /// <param name="events">Of the block. The clock is looked at once for <c>64</c> of them, so that blocks of one are cheap too.</param>
    protected int Spend(int budget, int events)
    {
        _eventsSinceLook += events;
        if (_eventsSinceLook < EventsBetweenLooks)
            return budget - events;

        _eventsSinceLook = 0;
        return Environment.TickCount64 < _end ? budget - events : 0;
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
