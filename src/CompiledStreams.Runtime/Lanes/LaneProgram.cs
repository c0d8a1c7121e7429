using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>The emitted loops of one lane, with the state they own. Never blocks, never awaits, has no lock: its lane calls it and waits for it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LaneProgram : IDisposable
{
    /// <summary>Events in a block, at most.</summary>
    public const int BlockSize = 512;

    /// <summary>Takes input in and finishes it, until about <paramref name="budget"/> events were taken in, there is no input in hand, or a sink is full.
    /// Input is taken in only while nothing is owed.</summary>
    /// <param name="budget">Events to take in before returning <see cref="Step.Progress"/>.</param>
    public abstract Step Run(int budget);

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
