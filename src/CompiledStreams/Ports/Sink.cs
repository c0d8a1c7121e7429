namespace CompiledStreams;

/// <summary>A port where events leave a pipeline; bound with <c>Write</c> before a run.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <param name="pipeline">The pipeline that has the port.</param>
/// <param name="port">The port's number among the pipeline's sinks, in the order of the text.</param>
public readonly struct Sink<T>(PipelineDescription pipeline, int port)
    where T : struct
{
    private readonly PipelineDescription? _pipeline = pipeline;

    /// <summary>The port's number among the pipeline's sinks, in the order of the text.</summary>
    public int Port { get; } = port;

    /// <summary>The port's number, where it is one of this pipeline.</summary>
    /// <exception cref="BindingException">It is a port of another pipeline, or of none.</exception>
    internal int PortOf(PipelineDescription pipeline) => _pipeline?.Name == pipeline.Name
        ? Port
        : throw ForeignPort.Exception("Sink", _pipeline?.Sinks[Port].Name, _pipeline, "Write", pipeline);
}
