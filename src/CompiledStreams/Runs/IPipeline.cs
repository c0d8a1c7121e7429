using System.ComponentModel;

namespace CompiledStreams;

/// <summary>What the compiler makes of a class marked <see cref="PipelineAttribute"/>.</summary>
public interface IPipeline
{
    /// <summary>The pipeline's ports and its plan.</summary>
    PipelineDescription Description { get; }

    /// <summary>Runs the pipeline over what its ports are bound to. Called by <see cref="PipelineRun{TPipeline}.RunAsync"/>.</summary>
    /// <param name="bindings">What each port is bound to, and the run's settings.</param>
    /// <param name="cancellationToken">Stops the run behind the events in hand; what came through a pipe is finished.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    Task<RunSummary> RunAsync(RunBindings bindings, CancellationToken cancellationToken);

    /// <summary>Looks for a format that doesn't fit its port's event. Opens nothing.</summary>
    /// <param name="bindings">Bindings of every port.</param>
    /// <returns>The first mistake, or null.</returns>
    internal FormatMistake? FindFormatMistake(RunBindings bindings) => null;
}
