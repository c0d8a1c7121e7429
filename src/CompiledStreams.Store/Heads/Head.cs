namespace CompiledStreams.Store;

/// <summary>
/// The file HEAD beside the database: the newest epoch, written after the database has committed it and before anybody sees an effect of it. RocksDB can't tell
/// a damaged end of its log from one that a crash cut off, so it may open at an older epoch without a word; HEAD is the witness that it did.
/// Epochs alternate between two slots, in pages of their own, and each write is flushed: the slot that isn't being written is always whole.
/// docs/decisions/0002-head.md has the reasoning.
/// </summary>
internal sealed class Head : IDisposable
{
    /// <summary>Slots are this far apart, so that no page and no sector holds parts of both.</summary>
    internal const int SlotDistance = 4096;

    internal const int FileLength = SlotDistance + HeadSlot.Length;

    private readonly IStoreFile _file;
    private readonly string _path;
    private readonly byte[] _buffer = new byte[HeadSlot.Length];

    private Head(IStoreFile file, HeadContent content)
        => (_file, _path, Identity, Newest, IsHalf) = (file, content.Path, content.Identity, content.Newest, content.IsHalf);

    /// <summary>Whose store it is.</summary>
    public StoreIdentity Identity { get; }

    /// <summary>The newest epoch that a slot proves. After <see cref="Reconcile"/> it is the newest there is.</summary>
    public EpochMark Newest { get; private set; }

    /// <summary>Whether the other slot is damaged, so that there may have been a newer epoch.</summary>
    public bool IsHalf { get; private set; }

    /// <summary>Makes the HEAD of a new store, at epoch 0. It appears whole or not at all.</summary>
    public static Head Create(IFileLayer files, string path, StoreIdentity identity)
    {
        string unfinished = path + ".tmp";
        using (IStoreFile file = files.Create(unfinished))
        {
            byte[] content = new byte[FileLength];
            var slot = new HeadSlot(identity, default);
            slot.Write(content);
            slot.Write(content.AsSpan(SlotDistance));
            file.Write(content, 0);
            file.Flush();
        }

        files.Rename(unfinished, path);
        files.FlushFolder(Path.GetDirectoryName(path)!);
        return new Head(files.Open(path), new HeadContent(path, identity, default, IsHalf: false));
    }

    /// <summary>Reads HEAD, and flushes it: who wrote what is read may have been killed before that. So may have been who made it, and its name with it.</summary>
    /// <exception cref="StoreException">It is damaged beyond what a crash explains.</exception>
    public static Head Open(IFileLayer files, string path)
    {
        IStoreFile file = files.Open(path);
        try
        {
            Head head = Read(file, path);
            file.Flush();
            if (head.Newest.Epoch == 0)
                files.FlushFolder(Path.GetDirectoryName(path)!);

            return head;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Head Read(IStoreFile file, string path)
    {
        byte[] content = new byte[FileLength];
        return new Head(file, HeadContent.Read(content.AsSpan(0, file.Read(content, 0)), path));
    }

    /// <summary>Compares HEAD with the database, and brings it up when the database is the one epoch ahead that a crash leaves.</summary>
    /// <param name="tip">What the database says.</param>
    /// <param name="folder">The database's folder, for the error.</param>
    /// <exception cref="StoreException">The database isn't the one that HEAD speaks of, or an epoch of it is lost.</exception>
    public void Reconcile(StoreTip tip, string folder)
    {
        EpochMark newest = new HeadContent(_path, Identity, Newest, IsHalf).Compare(tip, folder);
        if (newest.Epoch > Newest.Epoch)
            Advance(newest);
    }

    /// <summary>Writes the next epoch, and returns when it is on the disk. From then on its effects may be seen.</summary>
    /// <exception cref="StoreException">It couldn't be written. The store must be opened again before it is used.</exception>
    public void Advance(EpochMark next)
    {
        try
        {
            new HeadSlot(Identity, next).Write(_buffer);
            _file.Write(_buffer, next.Epoch % 2 == 0 ? 0 : SlotDistance);
            _file.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(_path, $"epoch {next.Epoch} couldn't be written: {error.Message}. Once that is mended, start again: nothing is lost.", error);
        }

        Newest = next;
        IsHalf = false;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}
