using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Deletes the checkpoints of earlier runs, and the parts that they name. An interrupted one is gone on with by the next.</summary>
internal static class FreshStart
{
    /// <param name="pipeline">The pipeline's full name.</param>
    /// <param name="directory">The folder of the checkpoints.</param>
    /// <exception cref="ConnectorException">They are in use, of another pipeline, or can't be deleted.</exception>
    public static void Delete(string pipeline, string directory)
    {
        try
        {
            using StoreDeletion? deletion = StoreDeletion.Begin(directory, pipeline);
            if (deletion is null)
                return;

            DeleteParts(deletion, pipeline, directory);
            CrashPoint.Reach("after-parts-deletion");
            deletion.Complete();
        }
        catch (IOException exception)
        {
            throw RunCheckpoints.Unusable(directory, exception);
        }
    }

    private static void DeleteParts(StoreDeletion deletion, string pipeline, string directory)
    {
        if (PositionsOf(deletion, out string? damage) is { } positions)
        {
            foreach ((string part, byte[] position) in positions)
                SavedParts.Delete(part, position, directory);
        }
        else if (damage is not null)
        {
            Console.Error.WriteLine($"{pipeline}: checkpoints in '{directory}' are deleted, but not the parts that they name, since they can't be read: {damage}");
        }
    }

    private static IReadOnlyDictionary<string, byte[]>? PositionsOf(StoreDeletion deletion, out string? damage)
    {
        damage = deletion.Damage;
        try
        {
            return deletion.Payload is { Length: > 0 } payload ? SavedEpoch.Read(payload).Positions : null;
        }
        catch (InvalidDataException exception)
        {
            damage = exception.Message;
            return null;
        }
    }
}
