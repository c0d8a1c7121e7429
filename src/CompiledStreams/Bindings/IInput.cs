namespace CompiledStreams;

/// <summary>Records in a wire format, which a source of any event can be bound to. Made by <see cref="Files"/>, <see cref="StandardInput"/>, <see cref="Pipes"/> and
/// <see cref="Memory"/>.</summary>
public interface IInput
{
    internal string Description { get; }

    internal Format Format { get; }

    /// <summary>Whether a run that starts again can read it from where another left it.</summary>
    internal bool IsReplayable { get; }
}

/// <summary>Events in memory, which a source of that event can be bound to. Made by <see cref="Memory"/>.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IInput<T>
    where T : struct
{
    internal string Description { get; }

    /// <inheritdoc cref="IInput.IsReplayable"/>
    internal bool IsReplayable { get; }
}
