namespace CompiledStreams;

/// <summary>A port where events enter a pipeline; bound with <c>Read</c> before a run.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <param name="port">The port's number among the pipeline's sources, in the order of the text.</param>
public readonly struct Source<T>(int port)
    where T : struct
{
    /// <summary>The port's number among the pipeline's sources, in the order of the text.</summary>
    public int Port { get; } = port;
}
