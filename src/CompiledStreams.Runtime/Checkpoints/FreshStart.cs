using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Deletes the checkpoints of earlier runs, and the parts that they name.</summary>
internal static class FreshStart
{
    /// <param name="pipeline">The pipeline's full name.</param>
    /// <param name="directory">The folder of the checkpoints.</param>
    /// <exception cref="ConnectorException">They are in use, of another pipeline, or can't be deleted.</exception>
    public static void Delete(string pipeline, string directory)
    {
        if (!StoredEpoch.Exists(directory))
            return;

        foreach (byte[] position in PositionsOf(pipeline, directory))
            PartsDeletion.Delete(position);

        try
        {
            EmbeddedStore.Delete(directory);
        }
        catch (StoreException exception)
        {
            throw RunCheckpoints.Unusable(directory, exception);
        }
    }

    private static byte[][] PositionsOf(string pipeline, string directory)
    {
        using EmbeddedStore store = RunCheckpoints.OpenStore(directory, pipeline);
        return StoredEpoch.Read(directory, store).Saved is { } saved ? [.. saved.Positions.Where(p => p.Key.StartsWith("sink ", StringComparison.Ordinal)).Select(p => p.Value)] : [];
    }
}
