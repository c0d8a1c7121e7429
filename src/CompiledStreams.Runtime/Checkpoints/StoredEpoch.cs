using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>The newest epoch of a store, to be loaded.</summary>
/// <param name="directory">The store's folder, for messages.</param>
/// <param name="store">The store.</param>
/// <param name="saved">What it holds besides blocks; null in a new store.</param>
internal sealed class StoredEpoch(string directory, ICommittedEpoch store, SavedEpoch? saved)
{
    /// <summary>What it holds besides the operators' blocks; null in a new store.</summary>
    public SavedEpoch? Saved => saved;

    /// <summary>Whether there is a store in a folder.</summary>
    public static bool Exists(string directory) => File.Exists(Path.Combine(directory, "HEAD"));

    /// <summary>Reads the newest epoch.</summary>
    /// <exception cref="ConnectorException">It can't be read.</exception>
    public static StoredEpoch Read(string directory, ICommittedEpoch store)
    {
        try
        {
            return new StoredEpoch(directory, store, store.Epoch == 0 ? null : SavedEpoch.Read(store.Payload));
        }
        catch (InvalidDataException exception)
        {
            throw RunCheckpoints.Unusable(directory, new InvalidDataException($"{exception.Message.TrimEnd('.')}. Restore the folder from a copy, or start afresh.", exception));
        }
    }

    /// <summary>Loads the state of operators.</summary>
    /// <param name="operators">The operators, with empty state.</param>
    /// <param name="logs">Where blocks are counted, one for each operator; null where nothing will be written.</param>
    /// <exception cref="PipelineException">They don't fit, or a block is damaged.</exception>
    public void LoadInto(IReadOnlyList<OperatorCheckpoint> operators, ShardLog[]? logs = null)
    {
        if (saved is null)
            return;

        RestoredSchemas.Check(directory, saved, operators);
        try
        {
            for (int i = 0; i < operators.Count; i++)
                Load(operators[i], logs?[i]);
        }
        catch (Exception exception) when (exception is StoreException or InvalidDataException)
        {
            throw RunCheckpoints.Unusable(directory, exception);
        }
    }

    private void Load(OperatorCheckpoint @operator, ShardLog? log)
    {
        using BlockLog blocks = store.Read(@operator.Id);
        while (blocks.MoveNext())
        {
            BlockReader block = blocks.Block;
            int bytes = 0;
            while (block.MoveNext())
            {
                @operator.Load(block.Record);
                bytes += block.Record.Length;
            }

            log?.Count(block.Header, bytes);
        }
    }
}
