using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What a lane's program writes events to, a block at a time.</summary>
/// <typeparam name="T">The event.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SinkWriter<T> : SinkWriter
    where T : struct
{
    /// <summary>Room for the next events; to be filled from its start and then committed.</summary>
    /// <param name="count">How many events may come at most.</param>
    public abstract Span<T> Reserve(int count);

    /// <summary>Writes the first events of the room reserved last. Their views are not used after this call.</summary>
    /// <param name="count">How many events came; 0 or more.</param>
    public abstract void Commit(int count);

    /// <summary>Writes a block of events as it is. Their views are not used after this call.</summary>
    /// <param name="events">The events; none or more.</param>
    public virtual void Write(ReadOnlySpan<T> events)
    {
        events.CopyTo(Reserve(events.Length));
        Commit(events.Length);
    }
}

/// <summary>A sink, whatever its event.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SinkWriter
{
    /// <summary>Whether the sink holds as much as it should: a program that sees this takes nothing in and says <see cref="Step.Blocked"/>.</summary>
    /// <remarks>Looked at before each block is taken in. It turns true by a commit and false by a flush, which the lane makes between two steps, so that what a block makes of
    /// itself may be committed whole. A sink is full while its flush is under way.</remarks>
    public bool IsFull { get; protected set; }
}
