namespace CompiledStreams.Testing;

/// <summary>What an event that left a pipeline means.</summary>
public enum ChangeKind
{
    /// <summary>A fact of its own.</summary>
    Append,

    /// <summary>The new value for its key.</summary>
    Upsert,
}

/// <summary>An event that left a pipeline.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <param name="Kind">What it means.</param>
/// <param name="Value">The event; its text and arrays are copies, valid for good.</param>
public readonly record struct Change<T>(ChangeKind Kind, T Value)
    where T : struct;
