using System.Buffers;

namespace CompiledStreams.Store;

/// <summary>
/// The store of a pipeline's checkpoints, in a folder: blocks of state and a record for the newest epoch in RocksDB (<c>rocksdb/</c>), the witness
/// <c>HEAD</c>, and a <c>LOCK</c>. An epoch is committed whole or not at all, and once it is committed no later opening shows an older one.
/// </summary>
/// <remarks>
/// One thread fills an epoch's batch while another commits the one before; two batches take turns. Read every operator before the first effect of a restored run: what is
/// missing is known at the end of an operator's blocks.
/// </remarks>
internal sealed class EmbeddedStore : ICommittedEpoch, IDisposable
{
    private readonly string _folder;
    private readonly StoreLock _lock;
    private readonly Head _head;
    private readonly IKeyValueStore _database;
    private readonly EpochBatch[] _batches;
    private readonly ArrayBufferWriter<byte> _record = new();
    private readonly Inventory _inventory = new();
    private ulong _begun;
    private bool _failed;

    private EmbeddedStore(string folder, StoreLock held, Head head, IKeyValueStore database, EpochRecord? restored)
    {
        (_folder, _lock, _head, _database) = (folder, held, head, database);
        _batches = [new EpochBatch(database.NewBatch()), new EpochBatch(database.NewBatch())];
        _begun = head.Newest.Epoch;
        Payload = restored?.Payload ?? [];
        if (restored is not null)
            _inventory.Add(restored.Inventory);
    }

    /// <summary>The newest epoch that is committed; 0 in a new store.</summary>
    public ulong Epoch => _head.Newest.Epoch;

    /// <summary>What the pipeline saved with the epoch that was the newest when the store was opened; empty in a new store.</summary>
    public byte[] Payload { get; }

    /// <summary>How many shards keys are laid out by.</summary>
    public int ShardCount => _head.Identity.Shards;

    /// <summary>The operators that have blocks.</summary>
    public IEnumerable<uint> Operators => _inventory.Operators.Keys;

    /// <summary>Bytes of an operator's blocks, as committed.</summary>
    public ulong BytesOf(uint operatorId) => _inventory.Operators.GetValueOrDefault(operatorId).Bytes;

    /// <summary>Opens a pipeline's store, or makes one where there is none.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="pipeline">The pipeline's full name.</param>
    /// <exception cref="StoreException">It is in use, of another pipeline, damaged, or can't be written.</exception>
    public static EmbeddedStore Open(string folder, string pipeline) => Open(folder, pipeline, DiskFiles.Instance, RocksDatabase.Open);

    /// <summary>Opens a store over another file system or database.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="pipeline">The pipeline's full name.</param>
    /// <param name="files">Where HEAD is.</param>
    /// <param name="openDatabase">Opens the database in a folder; the second argument says whether to make one where there is none.</param>
    internal static EmbeddedStore Open(string folder, string pipeline, IFileLayer files, Func<string, bool, IKeyValueStore> openDatabase)
    {
        folder = Path.GetFullPath(folder);
        using var opened = new Opening();
        StoreLock held = opened.Add(Lock(folder, files));
        Head head = opened.Add(OpenHead(folder, pipeline, files));

        // A database may be missing only while nothing was committed to it.
        string databaseFolder = DatabaseOf(folder);
        IKeyValueStore database = opened.Add(openDatabase(databaseFolder, head.Newest.Epoch == 0));
        EpochRecord? newest = database.Get(EpochRecord.Key) is { } record ? EpochRecord.Read(record, databaseFolder) : null;
        StoreTip tip = newest?.Tip ?? default;

        // The witness must not be surer of an epoch than the disk is.
        if (tip.Newest.Epoch > head.Newest.Epoch)
            database.Secure();

        head.Reconcile(tip, databaseFolder);
        opened.Keep();
        return new EmbeddedStore(folder, held, head, database, newest);
    }

    /// <summary>Begins the next epoch. The batch of the epoch before may still be in flight, none before that.</summary>
    public EpochBatch BeginEpoch()
    {
        if (_begun > Epoch + 1)
            throw new InvalidOperationException($"Epoch {_begun - 1} and epoch {_begun} aren't committed: a third can't begin before the first is.");

        EpochBatch batch = _batches[++_begun % 2];
        batch.Begin(_begun);
        return batch;
    }

    /// <summary>Commits an epoch, and returns when no crash can undo it. Every file that it names must have been flushed before.</summary>
    /// <param name="batch">The epoch's batch.</param>
    /// <param name="payload">What else belongs to the epoch: positions, counters.</param>
    /// <exception cref="StoreException">It couldn't be written. The store must be opened again: it is then at this epoch or the one before.</exception>
    public void Commit(EpochBatch batch, ReadOnlySpan<byte> payload)
    {
        if (_failed)
            throw new StoreException(_folder, "an epoch before this one couldn't be written: the store must be opened again first.");
        if (batch.Epoch != Epoch + 1)
            throw new InvalidOperationException($"Epoch {batch.Epoch} can't be committed: the store is at epoch {Epoch}.");

        _failed = true;
        Delete(batch);
        _inventory.Add(batch.Added);
        _record.ResetWrittenCount();
        uint checksum = EpochRecord.Write(_record, batch.Epoch, _head.Newest.Checksum, _head.Identity.StoreId, _inventory, payload);
        batch.Writes.Put(EpochRecord.Key, _record.WrittenSpan);
        CrashPoint.Reach("before-commit");
        _database.Commit(batch.Writes);
        CrashPoint.Reach("after-commit");
        CrashPoint.Reach("before-head");
        _head.Advance(new EpochMark(batch.Epoch, checksum));
        CrashPoint.Reach("after-head");
        _failed = false;
    }

    /// <summary>Reads an operator's blocks, as committed.</summary>
    public BlockLog Read(uint operatorId) => BlockLog.Of(_database, DatabaseOf(_folder), operatorId, _inventory);

    private void Delete(EpochBatch batch)
    {
        Span<byte> from = stackalloc byte[BlockAddress.KeyLength];
        Span<byte> to = stackalloc byte[BlockAddress.KeyLength];
        foreach (EpochBatch.OlderBlocks older in batch.Deletions)
        {
            new BlockAddress(older.Operator, older.Shard, 0, 0).WriteKey(from);
            new BlockAddress(older.Operator, older.Shard, older.Epoch, 0).WriteKey(to);
            _inventory.Of(older.Operator).Remove(HoldingsBetween(from, to));
            batch.Writes.DeleteRange(from, to);
        }
    }

    private Holdings HoldingsBetween(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        var holdings = default(Holdings);
        using ICursor cursor = _database.Read(from, to);
        while (cursor.MoveNext())
        {
            BlockAddress.TryReadKey(cursor.Key, out BlockAddress address);
            BlockHeader.Verify(cursor.Value, address, DatabaseOf(_folder));
            holdings.Add(address, cursor.Value);
        }

        return holdings;
    }

    private static StoreLock Lock(string folder, IFileLayer files)
    {
        try
        {
            files.CreateFolder(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(folder, $"the store's folder can't be made: {error.Message}", error);
        }

        return StoreLock.Take(folder);
    }

    private static Head OpenHead(string folder, string pipeline, IFileLayer files)
    {
        string path = HeadOf(folder);
        try
        {
            Head head = files.Exists(path) ? Head.Open(files, path) : CreateHead(folder, pipeline, files);
            if (head.Identity.IsOf(pipeline))
                return head;

            head.Dispose();
            throw head.Identity.Foreign(folder, pipeline);
        }
        catch (Exception error) when (error is IOException and not StoreException or UnauthorizedAccessException)
        {
            throw new StoreException(path, $"it can't be opened: {error.Message}", error);
        }
    }

    private static Head CreateHead(string folder, string pipeline, IFileLayer files)
    {
        CheckNothingIsLeft(folder, files);
        return Head.Create(files, HeadOf(folder), StoreIdentity.New(pipeline));
    }

    /// <summary>Makes sure that a folder without HEAD never had a store.</summary>
    /// <exception cref="StoreException">It had one, whose HEAD was lost or which is half deleted.</exception>
    public static void CheckNothingIsLeft(string folder, IFileLayer files)
    {
        if (StoreDeletion.IsBegun(folder, files))
            throw new StoreException(folder, "a fresh start was interrupted while it deleted the store. Start afresh again: what is left is deleted then.");
        if (Directory.Exists(DatabaseOf(folder)))
            throw new StoreException(HeadOf(folder), $"it is missing, and {DatabaseOf(folder)} is there: without HEAD nobody knows which epoch was committed. Restore the store's folder from a copy, or start afresh.");
    }

    internal static string HeadOf(string folder) => Path.Combine(folder, "HEAD");

    internal static string DatabaseOf(string folder) => Path.Combine(folder, "rocksdb");

    /// <summary>Closes the store. A batch that wasn't committed is lost.</summary>
    public void Dispose()
    {
        foreach (EpochBatch batch in _batches)
            batch.Dispose();
        _database.Dispose();
        _head.Dispose();
        _lock.Dispose();
    }

    /// <summary>What an opening has opened, closed again in reverse order when it fails.</summary>
    private sealed class Opening : IDisposable
    {
        private readonly Stack<IDisposable> _parts = [];

        public T Add<T>(T part) where T : IDisposable
        {
            _parts.Push(part);
            return part;
        }

        public void Keep() => _parts.Clear();

        public void Dispose()
        {
            foreach (IDisposable part in _parts)
                part.Dispose();
        }
    }
}
