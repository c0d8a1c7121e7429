using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>Where a sink's bytes go.</summary>
/// <param name="writer">Takes the bytes.</param>
/// <param name="finish">After the writer was completed: waits until its bytes are where they go, and throws where they can't be.</param>
internal class Outlet(PipeWriter writer, Action? finish = null)
{
    private bool _isBegun;

    public PipeWriter Writer { get; } = writer;

    /// <summary>Whether it can be written to as soon as it is made, so that a header may go at once.</summary>
    public virtual bool IsOpen => true;

    /// <summary>What makes its bytes part of an epoch, or null where they can't be taken back.</summary>
    public virtual ICheckpointedOutlet? Epochs => null;

    /// <summary>Records are to be written: opens what isn't open.</summary>
    /// <param name="writeHeader">Writes what stands before the first record; called where nothing stands there yet.</param>
    /// <exception cref="IOException">It can't be opened.</exception>
    public virtual void Begin(Action writeHeader)
    {
        if (_isBegun)
            return;

        _isBegun = true;
        writeHeader();
    }

    /// <summary>Whole records were written, and flushed; or nothing came. Called after every step of the lane.</summary>
    /// <param name="wake">Wakes the lane, from any thread.</param>
    public virtual void EndStep(Action wake)
    {
    }

    /// <summary>The run is over.</summary>
    public virtual void Complete()
    {
        Writer.Complete();
        finish?.Invoke();
    }
}
