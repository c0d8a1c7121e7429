namespace CompiledStreams;

/// <summary>Where records in a wire format go, which a sink of any event can be bound to. Made by <see cref="Files"/>, <see cref="StandardOutput"/>,
/// <see cref="Pipes"/> and <see cref="Memory"/>.</summary>
public interface IOutput
{
    internal string Description { get; }

    internal Format Format { get; }

    /// <summary>Whether what a run writes to it can belong to an epoch: a restart takes back what isn't committed.</summary>
    internal bool IsTransactional => false;

    /// <summary>The changes that can be written to it: a line holds a value and has no column for the kind of a change.</summary>
    internal Changes Takes => Changes.Append | Changes.Upsert;
}

/// <summary>Where events go in memory, which a sink of that event can be bound to. Made by <see cref="Memory"/>.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IOutput<T>
    where T : struct
{
    internal string Description { get; }

    /// <inheritdoc cref="IOutput.IsTransactional"/>
    internal bool IsTransactional => false;

    /// <summary>The changes that can be written to it.</summary>
    internal Changes Takes => Changes.Append | Changes.Upsert;
}
