namespace CompiledStreams;

/// <summary>Begins a run of a pipeline by binding its first port.</summary>
public static class PipelineExtensions
{
    /// <summary>Binds a source to records in a wire format.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="source">Names the source: <c>p => p.Purchases</c>.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="onError">What becomes of a record that can't be decoded; null stops the run.</param>
    public static PipelineRun<TPipeline> Read<TPipeline, T>(
        this TPipeline pipeline, Func<TPipeline, Source<T>> source, IInput input, OnError? onError = null)
        where TPipeline : IPipeline
        where T : struct => new PipelineRun<TPipeline>(pipeline).Read(source, input, onError);

    /// <summary>Binds a source to events in memory.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="source">Names the source: <c>p => p.Purchases</c>.</param>
    /// <param name="input">What it reads.</param>
    public static PipelineRun<TPipeline> Read<TPipeline, T>(this TPipeline pipeline, Func<TPipeline, Source<T>> source, IInput<T> input)
        where TPipeline : IPipeline
        where T : struct => new PipelineRun<TPipeline>(pipeline).Read(source, input);

    /// <summary>Binds a sink to where its events go as records in a wire format.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="sink">Names the sink: <c>p => p.Spendings</c>.</param>
    /// <param name="output">Where they go.</param>
    public static PipelineRun<TPipeline> Write<TPipeline, T>(this TPipeline pipeline, Func<TPipeline, Sink<T>> sink, IOutput output)
        where TPipeline : IPipeline
        where T : struct => new PipelineRun<TPipeline>(pipeline).Write(sink, output);

    /// <summary>Binds a sink to where its events go in memory.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="sink">Names the sink: <c>p => p.Spendings</c>.</param>
    /// <param name="output">Where they go.</param>
    public static PipelineRun<TPipeline> Write<TPipeline, T>(this TPipeline pipeline, Func<TPipeline, Sink<T>> sink, IOutput<T> output)
        where TPipeline : IPipeline
        where T : struct => new PipelineRun<TPipeline>(pipeline).Write(sink, output);
}
