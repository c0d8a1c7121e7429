namespace CompiledStreams;

/// <summary>A pipeline with its bindings, ready to run.</summary>
public sealed class PipelineRun<TPipeline> where TPipeline : IPipeline
{
    /// <summary>Runs.</summary>
    public Task<RunSummary> RunAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
