using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What emitted code offers to the runtime.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledPipeline : IPipeline
{
    /// <summary>Makes the program of one lane, with empty state.</summary>
    /// <param name="context">Opens the lane's sources and sinks.</param>
    LaneProgram CreateLane(LaneContext context);

    FormatMistake? IPipeline.FindFormatMistake(RunBindings bindings) => FormatCheck.Find(this, bindings);
}
