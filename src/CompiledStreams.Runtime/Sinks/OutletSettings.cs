using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>What outlets of a run share.</summary>
/// <param name="Pool">Where blocks come from.</param>
/// <param name="Clock">The run's clock.</param>
/// <param name="HasCheckpoints">Whether output belongs to epochs.</param>
internal sealed record OutletSettings(BlockPool Pool, TimeProvider Clock, bool HasCheckpoints)
{
    /// <summary>The folder of the run's checkpoints, which own its outputs; null where it has none, or where its outputs need no owner.</summary>
    public string? Store { get; init; }

    /// <summary>What keeps the run's outputs for it.</summary>
    public List<OutputOwner> Owners { get; } = [];

    /// <summary>The files of outlets.</summary>
    public IFileLayer Files { get; init; } = DiskFiles.Instance;
}
