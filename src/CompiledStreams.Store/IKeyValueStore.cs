namespace CompiledStreams.Store;

/// <summary>
/// An ordered map from bytes to bytes, written a batch at a time: what the store needs of RocksDB, and all it knows of it. Keys are ordered as
/// unsigned bytes. One thread uses it at a time; batches are apart from it, so a lane may fill one while another is committed.
/// </summary>
internal interface IKeyValueStore : IDisposable
{
    /// <summary>Makes an empty batch. Batches are made to be reused.</summary>
    IWriteBatch NewBatch();

    /// <summary>Applies a batch, all of it or nothing, and returns when it is on the disk.</summary>
    /// <exception cref="StoreException">It couldn't be written. Whether it was applied is known only after the store was opened again.</exception>
    void Commit(IWriteBatch batch);

    /// <summary>Puts on the disk what opening found: where a process was killed in a commit, the system may hold what the disk doesn't.</summary>
    /// <exception cref="StoreException">It couldn't be written.</exception>
    void Secure();

    /// <summary>Reads one value.</summary>
    /// <returns>A copy of the value; null when the key isn't there.</returns>
    /// <exception cref="StoreException">It couldn't be read, or is damaged.</exception>
    byte[]? Get(ReadOnlySpan<byte> key);

    /// <summary>Reads in key order, from <paramref name="from"/> up to and without <paramref name="to"/>, what is committed now.</summary>
    ICursor Read(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to);
}

/// <summary>Writes that are applied together.</summary>
internal interface IWriteBatch : IDisposable
{
    /// <summary>Bytes the batch holds.</summary>
    long Length { get; }

    /// <summary>Sets a key's value. Copies both.</summary>
    void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Deletes every key from <paramref name="from"/> up to and without <paramref name="to"/> that was put earlier.</summary>
    void DeleteRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to);

    /// <summary>Empties the batch and keeps its memory.</summary>
    void Clear();
}

/// <summary>Reads keys in order. It stands before the first until <see cref="MoveNext"/>.</summary>
internal interface ICursor : IDisposable
{
    /// <summary>The key in hand, valid until the next move.</summary>
    ReadOnlySpan<byte> Key { get; }

    /// <summary>The value in hand, valid until the next move.</summary>
    ReadOnlySpan<byte> Value { get; }

    /// <summary>Goes to the next key.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="StoreException">It couldn't be read, or is damaged.</exception>
    bool MoveNext();
}
