namespace CompiledStreams.Store;

/// <summary>
/// Deletes a store, damaged or not, and what its newest epoch names. It keeps others from the store while its owner makes sure that the deletion is wanted; once it has begun it can be
/// interrupted anywhere: from the first change on no opening takes the store for whole, and the next deletion goes on. The store's folder stays, with whatever else is in it.
/// </summary>
/// <remarks>HEAD says how far it came: <c>HEAD.deleting</c> while what the epoch names is deleted, <c>HEAD.deleted</c> while the database is.</remarks>
internal sealed class StoreDeletion : IDisposable
{
    private readonly string _folder;
    private readonly StoreLock _lock;

    private StoreDeletion(string folder, StoreLock held) => (_folder, _lock) = (folder, held);

    /// <summary>What the pipeline saved with the newest epoch; null where there is none, or it can't be read.</summary>
    public byte[]? Payload { get; private set; }

    /// <summary>Why the newest epoch can't be read; null where it can, or there is none.</summary>
    public string? Damage { get; private set; }

    /// <summary>Whether a deletion was begun and not ended.</summary>
    public static bool IsBegun(string folder, IFileLayer files) => files.Exists(DeletingOf(folder)) || files.Exists(DeletedOf(folder));

    /// <summary>Locks a store that is to be deleted, and reads it. Changes nothing.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="pipeline">The pipeline whose store it is.</param>
    /// <returns>The deletion, which is to be begun; null where there is no store.</returns>
    /// <exception cref="StoreException">It is in use, of another pipeline, or can't be written.</exception>
    public static StoreDeletion? Prepare(string folder, string pipeline)
    {
        folder = Path.GetFullPath(folder);
        if (!File.Exists(EmbeddedStore.HeadOf(folder)) && !IsBegun(folder, DiskFiles.Instance) && !Directory.Exists(EmbeddedStore.DatabaseOf(folder)))
            return null;

        StoreDeletion deletion = new(folder, StoreLock.Take(folder));
        try
        {
            deletion.Read(pipeline);
            return deletion;
        }
        catch
        {
            deletion.Dispose();
            throw;
        }
    }

    /// <summary>Begins the deletion, or goes on with one that was begun: what <see cref="Payload"/> names is to be deleted next.</summary>
    /// <exception cref="StoreException">It can't be deleted; nothing is changed then.</exception>
    public void Begin()
    {
        CrashPoint.Reach("before-deletion");
        string database = EmbeddedStore.DatabaseOf(_folder);
        if (!DiskFiles.CanChange(database))
            throw new StoreException(database, "the store can't be deleted, since this folder can't be written: check its permissions.");
        if (File.Exists(EmbeddedStore.HeadOf(_folder)))
            Change(() => Rename(EmbeddedStore.HeadOf(_folder), DeletingOf(_folder)));

        CrashPoint.Reach("after-deletion-begin");
    }

    /// <summary>Deletes the store itself.</summary>
    /// <exception cref="StoreException">It can't be deleted.</exception>
    public void Complete() => Change(() =>
    {
        if (File.Exists(DeletingOf(_folder)))
            Rename(DeletingOf(_folder), DeletedOf(_folder));

        CrashPoint.Reach("after-head-deletion");
        if (Directory.Exists(EmbeddedStore.DatabaseOf(_folder)))
            Directory.Delete(EmbeddedStore.DatabaseOf(_folder), recursive: true);

        CrashPoint.Reach("after-database-deletion");
        DiskFiles.Instance.FlushFolder(_folder);
        File.Delete(DeletedOf(_folder));
        DiskFiles.Instance.FlushFolder(_folder);
    });

    private void Read(string pipeline)
    {
        string head = EmbeddedStore.HeadOf(_folder), deleting = DeletingOf(_folder);
        if (File.Exists(DeletedOf(_folder)))
            return;

        bool isBegun = File.Exists(deleting) && !File.Exists(head);
        Read(isBegun ? deleting : head, pipeline);
    }

    /// <summary>Reads the newest epoch, where HEAD and database let it be read.</summary>
    private void Read(string headPath, string pipeline)
    {
        HeadContent? head = null;
        try
        {
            head = StoreReading.ReadHead(headPath);
            using StoreReading reading = StoreReading.OpenLocked(_folder, headPath, pipeline);
            Payload = reading.Payload;
        }
        catch (StoreException damage) when (head is null || head.Identity.IsOf(pipeline))
        {
            Damage = damage.Message;
        }
    }

    private void Rename(string from, string to)
    {
        DiskFiles.Instance.Rename(from, to);
        DiskFiles.Instance.FlushFolder(_folder);
    }

    private void Change(Action change)
    {
        try
        {
            change();
        }
        catch (Exception error) when (error is IOException and not StoreException or UnauthorizedAccessException)
        {
            throw new StoreException(_folder, $"the store couldn't be deleted: {error.Message}", error);
        }
    }

    private static string DeletingOf(string folder) => EmbeddedStore.HeadOf(folder) + ".deleting";

    private static string DeletedOf(string folder) => EmbeddedStore.HeadOf(folder) + ".deleted";

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock.Dispose();
}
