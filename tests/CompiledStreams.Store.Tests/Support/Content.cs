using System.Text;

namespace CompiledStreams.Store.Tests;

/// <summary>What a store should hold: for each operator and shard its records, with the epoch of each. A twin of the store without files, blocks or order by key.</summary>
internal sealed class Content
{
    private readonly SortedDictionary<(uint Operator, byte Shard), List<(ulong Epoch, string Record)>> _records = [];

    public Content Copy()
    {
        var copy = new Content();
        foreach (var (place, records) in _records)
            copy._records[place] = [.. records];
        return copy;
    }

    /// <summary>Writes a record to the store's epoch, and here.</summary>
    public void Put(EpochBatch epoch, uint operatorId, byte shard, string record)
    {
        var writer = new BlockWriter(operatorId, shard, BlockKind.Log, fingerprint: 7);
        writer.Append(Encoding.UTF8.GetBytes(record), epoch);
        writer.Flush(epoch);
        if (!_records.TryGetValue((operatorId, shard), out var records))
            _records[(operatorId, shard)] = records = [];
        records.Add((epoch.Epoch, record));
    }

    /// <summary>Deletes a shard's records of earlier epochs, in the store's epoch and here.</summary>
    public void DeleteBefore(EpochBatch epoch, uint operatorId, byte shard, ulong before)
    {
        epoch.DeleteBefore(operatorId, shard, before);
        if (_records.TryGetValue((operatorId, shard), out var records))
            records.RemoveAll(r => r.Epoch < before);
    }

    /// <summary>An epoch of random changes.</summary>
    public void PutSome(EpochBatch epoch, Random random, int recordLength = 20)
    {
        for (int i = random.Next(5); i >= 0; i--)
            Put(epoch, (uint)random.Next(1, 3), (byte)random.Next(3), $"{epoch.Epoch}.{i} {new string('x', random.Next(recordLength))}");
        if (random.Next(3) == 0)
            DeleteBefore(epoch, (uint)random.Next(1, 3), (byte)random.Next(3), (ulong)random.NextInt64((long)epoch.Epoch + 1));
    }

    /// <summary>Reads the whole store.</summary>
    public static List<string> Read(ICommittedEpoch store)
    {
        var all = new List<string>();
        foreach (uint operatorId in store.Operators.Order())
        {
            using BlockLog log = store.Read(operatorId);
            while (log.MoveNext())
            {
                BlockReader block = log.Block;
                while (block.MoveNext())
                    all.Add(Line(operatorId, block.Header.Address.Shard, block.Header.Address.Epoch, Encoding.UTF8.GetString(block.Record)));
            }
        }

        return all;
    }

    /// <summary>What <see cref="Read"/> should give.</summary>
    public IEnumerable<string> Lines()
        => from place in _records from record in place.Value select Line(place.Key.Operator, place.Key.Shard, record.Epoch, record.Record);

    private static string Line(uint operatorId, byte shard, ulong epoch, string record) => $"{operatorId}/{shard}/{epoch}: {record}";
}
