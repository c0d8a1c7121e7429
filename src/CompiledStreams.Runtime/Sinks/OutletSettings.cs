using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>What outlets of a run share.</summary>
/// <param name="Pool">Where blocks come from.</param>
/// <param name="Clock">The run's clock.</param>
/// <param name="HasCheckpoints">Whether output belongs to epochs.</param>
internal sealed record OutletSettings(BlockPool Pool, TimeProvider Clock, bool HasCheckpoints)
{
    /// <summary>The files of outlets.</summary>
    public IFileLayer Files { get; init; } = DiskFiles.Instance;
}
