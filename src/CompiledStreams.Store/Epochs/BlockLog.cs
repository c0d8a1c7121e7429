namespace CompiledStreams.Store;

/// <summary>
/// Reads an operator's blocks, shard by shard, each shard's in the order in which they were written. Every block is verified; at the end it is also certain that none is missing.
/// </summary>
internal sealed class BlockLog : IDisposable
{
    private readonly ICursor _cursor;
    private readonly string _folder;
    private readonly uint _operator;
    private readonly Holdings _expected;
    private Holdings _found;
    private BlockHeader _header;

    /// <summary>Takes a cursor over the operator's keys over.</summary>
    internal BlockLog(ICursor cursor, string folder, uint operatorId, Holdings expected)
        => (_cursor, _folder, _operator, _expected) = (cursor, folder, operatorId, expected);

    /// <summary>Reads an operator's blocks as a database has them.</summary>
    /// <param name="database">The database.</param>
    /// <param name="folder">Its folder, for errors.</param>
    /// <param name="operatorId">The operator.</param>
    /// <param name="inventory">What the newest epoch says of the blocks.</param>
    public static BlockLog Of(IKeyValueStore database, string folder, uint operatorId, Inventory inventory)
    {
        Span<byte> from = stackalloc byte[BlockAddress.KeyLength];
        Span<byte> to = stackalloc byte[BlockAddress.KeyLength];
        new BlockAddress(operatorId, 0, 0, 0).WriteKey(from);
        new BlockAddress(operatorId, byte.MaxValue, ulong.MaxValue, uint.MaxValue).WriteKey(to);
        return new BlockLog(database.Read(from, to), folder, operatorId, inventory.Operators.GetValueOrDefault(operatorId));
    }

    /// <summary>The block in hand: its header, and its records to read. Valid until the next move.</summary>
    public BlockReader Block => new(_cursor.Value, _header, _folder);

    /// <summary>Goes to the next block.</summary>
    /// <returns>False at the end, when every block of the operator was there.</returns>
    /// <exception cref="StoreException">A block can't be read, is damaged, or is missing.</exception>
    public bool MoveNext()
    {
        if (!_cursor.MoveNext())
        {
            Complete();
            return false;
        }

        if (!BlockAddress.TryReadKey(_cursor.Key, out BlockAddress address))
            throw new StoreException(_folder, $"the key {Convert.ToHexString(_cursor.Key)} among the blocks of operator {_operator:x8} isn't a block's: the store is damaged. {Remedy}");

        _header = BlockHeader.Verify(_cursor.Value, address, _folder);
        _found.Add(address, _cursor.Value);
        return true;
    }

    private void Complete()
    {
        if (!_found.Equals(_expected))
            throw new StoreException(_folder,
                $"operator {_operator:x8} should have {_expected.Blocks} blocks of {_expected.Bytes} bytes, and {_found.Blocks} of {_found.Bytes} bytes are there, or others in their place: "
                + $"a file of the store is damaged, missing or older{DamagedFile.NamedBy(_folder)}. {Remedy}");
    }

    private const string Remedy = "Restore the store's folder from a copy, or start afresh.";

    /// <summary>Closes the cursor.</summary>
    public void Dispose() => _cursor.Dispose();
}
