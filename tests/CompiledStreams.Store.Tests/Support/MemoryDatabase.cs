namespace CompiledStreams.Store.Tests;

/// <summary>A key-value store in memory: what RocksDB promises, and no more. A process that ends within a commit leaves it in the system's memory, not on the disk.</summary>
internal sealed class MemoryDatabase(Machine machine) : IKeyValueStore
{
    private static readonly Comparer<byte[]> s_order = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private SortedDictionary<byte[], byte[]> _values = new(s_order);
    private SortedDictionary<byte[], byte[]>? _onDisk;

    /// <summary>As it is, on another machine.</summary>
    public MemoryDatabase Copy(Machine other) => new(other) { _values = new SortedDictionary<byte[], byte[]>(_values, s_order) };

    /// <summary>Loses a key, as a database does that lost one of its files.</summary>
    public void Lose(byte[] key) => _values.Remove(key);

    public IReadOnlyList<byte[]> Keys => [.. _values.Keys];

    public IWriteBatch NewBatch() => new Batch();

    public void Commit(IWriteBatch batch)
    {
        machine.Step();
        _onDisk ??= new SortedDictionary<byte[], byte[]>(_values, s_order);
        foreach ((byte[] key, byte[] end, bool isDeletion) in ((Batch)batch).Writes)
        {
            if (!isDeletion)
            {
                _values[key] = end;
                continue;
            }

            foreach (byte[] deleted in Between(key, end).Select(p => p.Key).ToList())
                _values.Remove(deleted);
        }

        machine.Step();
        _onDisk = null;
        machine.Step();
    }

    public void Secure()
    {
        machine.Step();
        _onDisk = null;
    }

    /// <summary>The machine stops: what isn't on the disk is gone.</summary>
    public void Crash()
    {
        if (_onDisk is not null)
            (_values, _onDisk) = (_onDisk, null);
    }

    public byte[]? Get(ReadOnlySpan<byte> key) => _values.GetValueOrDefault(key.ToArray());

    public ICursor Read(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) => new Cursor([.. Between(from.ToArray(), to.ToArray())]);

    public void Dispose()
    {
    }

    private IEnumerable<KeyValuePair<byte[], byte[]>> Between(byte[] from, byte[] to)
        => _values.Where(p => s_order.Compare(p.Key, from) >= 0 && s_order.Compare(p.Key, to) < 0);

    private sealed class Batch : IWriteBatch
    {
        public List<(byte[] Key, byte[] End, bool IsDeletion)> Writes { get; } = [];

        public long Length => Writes.Sum(w => w.Key.Length + w.End.Length);

        public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Writes.Add((key.ToArray(), value.ToArray(), false));

        public void DeleteRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) => Writes.Add((from.ToArray(), to.ToArray(), true));

        public void Clear() => Writes.Clear();

        public void Dispose()
        {
        }
    }

    private sealed class Cursor(KeyValuePair<byte[], byte[]>[] pairs) : ICursor
    {
        private int _at = -1;

        public ReadOnlySpan<byte> Key => pairs[_at].Key;

        public ReadOnlySpan<byte> Value => pairs[_at].Value;

        public bool MoveNext() => ++_at < pairs.Length;

        public void Dispose()
        {
        }
    }
}
