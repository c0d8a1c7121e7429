using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Runs a compiled pipeline; emitted code's <see cref="IPipeline.RunAsync"/> calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PipelineRunner
{
    /// <summary>Runs a pipeline over what its ports are bound to.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="bindings">What its ports are bound to, and the run's settings.</param>
    /// <param name="cancellationToken">Stops the run after what was read is finished.</param>
    public static Task<RunSummary> RunAsync(ICompiledPipeline pipeline, RunBindings bindings, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
