namespace CompiledStreams.Store;

/// <summary>A native write batch. It keeps its memory when it is cleared, so a batch that is reused allocates nothing.</summary>
internal sealed unsafe class RocksBatch : IWriteBatch
{
    /// <summary>The native batch.</summary>
    public RocksBatchHandle Handle { get; } = RocksNative.CreateBatch();

    /// <inheritdoc/>
    public long Length
    {
        get
        {
            RocksNative.BatchData(Handle, out nuint length);
            return (long)length;
        }
    }

    /// <inheritdoc/>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        fixed (byte* keyStart = key, valueStart = value)
            RocksNative.Put(Handle, keyStart, (nuint)key.Length, valueStart, (nuint)value.Length);
    }

    /// <inheritdoc/>
    public void DeleteRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        fixed (byte* fromStart = from, toStart = to)
            RocksNative.DeleteRange(Handle, fromStart, (nuint)from.Length, toStart, (nuint)to.Length);
    }

    /// <inheritdoc/>
    public void Clear() => RocksNative.ClearBatch(Handle);

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
