namespace CompiledStreams;

/// <summary>A stream inside a pipeline that has a name and no code of its own, as a union has.</summary>
/// <typeparam name="T">The event.</typeparam>
public readonly struct Stream<T>
    where T : struct;
