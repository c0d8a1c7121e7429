using System.Text;

namespace CompiledStreams.Store;

/// <summary>RocksDB as an <see cref="IKeyValueStore"/>.</summary>
internal sealed unsafe class RocksDatabase : IKeyValueStore
{
    private const int MostLogs = 8;

    private readonly string _folder;
    private readonly RocksWriteOptionsHandle _commit = RocksOptions.OfCommit();
    private readonly RocksReadOptionsHandle _read = RocksOptions.OfRead();

    private RocksDatabase(string folder, RocksDatabaseHandle database) => (_folder, Handle) = (folder, database);

    /// <summary>The native database.</summary>
    internal RocksDatabaseHandle Handle { get; }

    /// <summary>Opens the database in a folder, whose parent exists.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="create">Whether to make one where there is none.</param>
    /// <exception cref="StoreException">There is none, it is damaged, in use, or the folder can't be written.</exception>
    public static RocksDatabase Open(string folder, bool create)
    {
        RecordLog.RefuseRecycled(folder);
        using RocksOptionsHandle options = RocksOptions.OfDatabase(create, isTidied: LogsIn(folder).Length > MostLogs);
        byte[] path = Encoding.UTF8.GetBytes(folder + '\0');
        byte* error = null;
        RocksDatabaseHandle database;
        fixed (byte* start = path)
            database = RocksNative.Open(options, start, &error);

        RocksError.ThrowIfAny(error, folder, "opening the store");
        return new RocksDatabase(folder, database);
    }

    /// <summary>Opens the database in a folder to read it, and changes no file there. What is in its log is replayed in memory.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="StoreException">There is none, it is damaged, or can't be read.</exception>
    public static RocksDatabase OpenToRead(string folder)
    {
        RecordLog.RefuseRecycled(folder);
        using RocksOptionsHandle options = RocksOptions.OfDatabase(create: false, isTidied: false);
        byte[] path = Encoding.UTF8.GetBytes(folder + '\0');
        byte* error = null;
        RocksDatabaseHandle database;
        fixed (byte* start = path)
            database = RocksNative.OpenToRead(options, start, failIfLogExists: 0, &error);

        RocksError.ThrowIfAny(error, folder, "reading the store");
        return new RocksDatabase(folder, database);
    }

    /// <inheritdoc/>
    public IWriteBatch NewBatch() => new RocksBatch();

    /// <inheritdoc/>
    public void Commit(IWriteBatch batch)
    {
        byte* error = null;
        RocksNative.Write(Handle, _commit, ((RocksBatch)batch).Handle, &error);
        RocksError.ThrowIfAny(error, _folder, "writing an epoch");
    }

    /// <inheritdoc/>
    /// <remarks>Tables and manifests are flushed by RocksDB itself before it names them.</remarks>
    public void Secure()
    {
        try
        {
            foreach (string log in LogsIn(_folder))
            {
                using IStoreFile file = DiskFiles.Instance.Open(log);
                file.Flush();
            }

            DiskFiles.Instance.FlushFolder(_folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(_folder, $"its log couldn't be flushed: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public byte[]? Get(ReadOnlySpan<byte> key)
    {
        byte* error = null;
        RocksPinnedHandle pinned;
        fixed (byte* start = key)
            pinned = RocksNative.GetPinned(Handle, _read, start, (nuint)key.Length, &error);

        using (pinned)
        {
            RocksError.ThrowIfAny(error, _folder, "reading the store");
            if (pinned.IsInvalid)
                return null;

            byte* value = RocksNative.PinnedValue(pinned, out nuint length);
            return new ReadOnlySpan<byte>(value, checked((int)length)).ToArray();
        }
    }

    /// <inheritdoc/>
    public ICursor Read(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        RocksIteratorHandle iterator = RocksNative.CreateIterator(Handle, _read);
        iterator.Hold(Handle);
        return new RocksCursor(_folder, iterator, from, to);
    }

    private static string[] LogsIn(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*.log") : [];

    /// <summary>Closes the database, once its last cursor is disposed.</summary>
    public void Dispose()
    {
        Handle.Dispose();
        _commit.Dispose();
        _read.Dispose();
    }
}
