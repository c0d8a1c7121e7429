using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Store;

/// <summary>An open database (<c>rocksdb_t</c>).</summary>
internal sealed class RocksDatabaseHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        RocksNative.Close(handle);
        return true;
    }
}

/// <summary>Options of a database (<c>rocksdb_options_t</c>); RocksDB copies them when it opens one.</summary>
internal sealed class RocksOptionsHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        RocksNative.DestroyOptions(handle);
        return true;
    }
}

/// <summary>Options of writes (<c>rocksdb_writeoptions_t</c>).</summary>
internal sealed class RocksWriteOptionsHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        RocksNative.DestroyWriteOptions(handle);
        return true;
    }
}

/// <summary>Options of reads (<c>rocksdb_readoptions_t</c>).</summary>
internal sealed class RocksReadOptionsHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        RocksNative.DestroyReadOptions(handle);
        return true;
    }
}

/// <summary>A write batch (<c>rocksdb_writebatch_t</c>): a buffer of its own, no part of a database.</summary>
internal sealed class RocksBatchHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        RocksNative.DestroyBatch(handle);
        return true;
    }
}

/// <summary>An iterator (<c>rocksdb_iterator_t</c>). RocksDB must not be closed under it, so it holds a reference to its database.</summary>
internal sealed class RocksIteratorHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private RocksDatabaseHandle? _database;

    /// <summary>Keeps <paramref name="database"/> open until this iterator is released.</summary>
    public void Hold(RocksDatabaseHandle database)
    {
        bool held = false;
        database.DangerousAddRef(ref held);
        _database = database;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        RocksNative.DestroyIterator(handle);
        _database?.DangerousRelease();
        return true;
    }
}

/// <summary>A value that stays where RocksDB has it until this is released (<c>rocksdb_pinnableslice_t</c>).</summary>
internal sealed class RocksPinnedHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        RocksNative.DestroyPinned(handle);
        return true;
    }
}
