using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What a lane's program reads events from, a block at a time.</summary>
/// <typeparam name="T">The event.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SourceReader<T> : SourceReader
    where T : struct
{
    /// <summary>Takes the next events that are in hand. Never waits.</summary>
    /// <param name="most">How many events to take at most; 1 or more.</param>
    /// <returns>One event or more, valid until <see cref="SourceReader.Release"/>; none when no input is in hand or the source has ended
    /// (<see cref="SourceReader.IsCompleted"/>).</returns>
    /// <remarks>Called again only after <see cref="SourceReader.Release"/>. May throw: a bad record, or an input that can't be read; no event is in hand then.</remarks>
    public abstract ReadOnlySpan<T> Read(int most);
}

/// <summary>A source, whatever its event.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SourceReader
{
    /// <summary>Whether the source has ended and every event of it was taken.</summary>
    public abstract bool IsCompleted { get; }

    /// <summary>The block that was read last is finished, and nothing of it is owed: its memory may be used again.</summary>
    public abstract void Release();
}
