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

        try
        {
            foreach ((string part, byte[] position) in PositionsOf(pipeline, directory))
                SavedParts.Delete(part, position, directory);

            EmbeddedStore.Delete(directory);
        }
        catch (IOException exception)
        {
            throw RunCheckpoints.Unusable(directory, exception);
        }
    }

    private static IReadOnlyDictionary<string, byte[]> PositionsOf(string pipeline, string directory)
    {
        using EmbeddedStore store = RunCheckpoints.OpenStore(directory, pipeline);
        return StoredEpoch.Read(directory, store).Saved?.Positions ?? new Dictionary<string, byte[]>();
    }
}
