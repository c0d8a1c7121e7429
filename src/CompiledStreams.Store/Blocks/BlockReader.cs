namespace CompiledStreams.Store;

/// <summary>Verifies a block, then reads its records in the order in which they were written. It stands before the first until <see cref="MoveNext"/>.</summary>
internal ref struct BlockReader
{
    private readonly string _folder;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Verifies a block.</summary>
    /// <param name="block">The whole block.</param>
    /// <param name="address">Where it was found.</param>
    /// <param name="folder">The store's folder, for the error.</param>
    /// <exception cref="StoreException">The block is damaged, or belongs elsewhere.</exception>
    public BlockReader(ReadOnlySpan<byte> block, BlockAddress address, string folder)
        : this(block, BlockHeader.Verify(block, address, folder), folder)
    {
    }

    /// <summary>Reads a block that was verified when its header was read.</summary>
    internal BlockReader(ReadOnlySpan<byte> block, BlockHeader header, string folder)
    {
        _folder = folder;
        Header = header;
        _rest = block[BlockHeader.Length..];
    }

    /// <summary>The block's header.</summary>
    public BlockHeader Header { get; }

    /// <summary>The record in hand, a part of the block.</summary>
    public ReadOnlySpan<byte> Record { get; private set; }

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the block's end.</returns>
    /// <exception cref="StoreException">The block's bytes are as written, but aren't records.</exception>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;

        uint length = ReadLength();
        if (length > (uint)_rest.Length)
            throw BlockHeader.Damaged(Header.Address, _folder, $"a record of {length} bytes begins {_rest.Length} bytes before its end");

        Record = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    private uint ReadLength()
    {
        uint length = 0;
        for (int i = 0; i < _rest.Length && i < 5; i++)
        {
            length |= (uint)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] >= 0x80)
                continue;

            _rest = _rest[(i + 1)..];
            return length;
        }

        throw BlockHeader.Damaged(Header.Address, _folder, "a record's length has no end");
    }
}
