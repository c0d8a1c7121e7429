namespace CompiledStreams.Store;

/// <summary>A native iterator over a range of keys. It sees the database as it was when the cursor was made.</summary>
internal sealed unsafe class RocksCursor : ICursor
{
    private readonly string _folder;
    private readonly RocksIteratorHandle _iterator;
    private readonly byte[] _to;
    private byte[]? _from;
    private bool _ended;

    /// <summary>Takes an iterator over, and reads from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    public RocksCursor(string folder, RocksIteratorHandle iterator, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        _folder = folder;
        _iterator = iterator;
        _from = from.ToArray();
        _to = to.ToArray();
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Key
    {
        get
        {
            byte* key = RocksNative.IteratorKey(_iterator, out nuint length);
            return new ReadOnlySpan<byte>(key, checked((int)length));
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Value
    {
        get
        {
            byte* value = RocksNative.IteratorValue(_iterator, out nuint length);
            return new ReadOnlySpan<byte>(value, checked((int)length));
        }
    }

    /// <inheritdoc/>
    public bool MoveNext()
    {
        if (_ended)
            return false;

        Move();
        if (RocksNative.IsValid(_iterator) != 0)
        {
            _ended = Key.SequenceCompareTo(_to) >= 0;
            return !_ended;
        }

        _ended = true;
        byte* error = null;
        RocksNative.IteratorError(_iterator, &error);
        RocksError.ThrowIfAny(error, _folder, "reading the store");
        return false;
    }

    private void Move()
    {
        if (_from is null)
        {
            RocksNative.Next(_iterator);
            return;
        }

        fixed (byte* start = _from)
            RocksNative.Seek(_iterator, start, (nuint)_from.Length);
        _from = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _iterator.Dispose();
}
