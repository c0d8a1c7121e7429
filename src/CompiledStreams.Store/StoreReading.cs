namespace CompiledStreams.Store;

/// <summary>A store that is only looked into: no file of it is changed, and its folder needn't be writable.</summary>
internal sealed class StoreReading : ICommittedEpoch, IDisposable
{
    private readonly string _databaseFolder;
    private readonly StoreLock? _lock;
    private readonly RocksDatabase? _database;
    private readonly Inventory _inventory = new();

    private StoreReading(string folder, string headPath, string pipeline, StoreLock? held)
    {
        (_databaseFolder, _lock) = (EmbeddedStore.DatabaseOf(folder), held);
        HeadContent head = ReadHead(headPath);
        if (!head.Identity.IsOf(pipeline))
            throw head.Identity.Foreign(folder, pipeline);

        // A run that ended before its first epoch may have made none.
        bool mayBeMissing = head.Newest.Epoch == 0 && !File.Exists(Path.Combine(_databaseFolder, "CURRENT"));
        _database = mayBeMissing ? null : RocksDatabase.OpenToRead(_databaseFolder);
        try
        {
            EpochRecord? newest = _database?.Get(EpochRecord.Key) is { } record ? EpochRecord.Read(record, _databaseFolder) : null;
            Epoch = head.Compare(newest?.Tip ?? default, _databaseFolder).Epoch;
            Payload = newest?.Payload ?? [];
            if (newest is not null)
                _inventory.Add(newest.Inventory);
        }
        catch
        {
            _database?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ulong Epoch { get; }

    /// <inheritdoc/>
    public byte[] Payload { get; }

    /// <inheritdoc/>
    public IEnumerable<uint> Operators => _inventory.Operators.Keys;

    /// <summary>Opens a pipeline's store to read it.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="pipeline">The pipeline's full name.</param>
    /// <exception cref="StoreException">There is none, it is being written, of another pipeline, damaged, or can't be read.</exception>
    public static StoreReading Open(string folder, string pipeline)
    {
        folder = Path.GetFullPath(folder);
        StoreLock? held = StoreLock.Share(folder);
        try
        {
            return new StoreReading(folder, EmbeddedStore.HeadOf(folder), pipeline, held);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store whose lock the caller holds.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="headPath">Its HEAD, which may have another name.</param>
    /// <param name="pipeline">The pipeline's full name.</param>
    /// <exception cref="StoreException">It is of another pipeline, damaged, or can't be read.</exception>
    public static StoreReading OpenLocked(string folder, string headPath, string pipeline) => new(folder, headPath, pipeline, held: null);

    /// <inheritdoc/>
    public BlockLog Read(uint operatorId) => _database is null
        ? throw new InvalidOperationException("A store without epochs has no blocks to read.")
        : BlockLog.Of(_database, _databaseFolder, operatorId, _inventory);

    /// <summary>Reads HEAD, whatever its name is now.</summary>
    /// <exception cref="StoreException">It is damaged, or can't be read.</exception>
    public static HeadContent ReadHead(string path)
    {
        try
        {
            return HeadContent.Read(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException and not StoreException or UnauthorizedAccessException)
        {
            throw new StoreException(path, $"it can't be read: {error.Message}", error);
        }
    }

    /// <summary>Closes the database, and lets others write the store.</summary>
    public void Dispose()
    {
        _database?.Dispose();
        _lock?.Dispose();
    }
}
