using System.Buffers.Binary;
using CsCheck;

namespace CompiledStreams.Store.Tests;

public class RocksDatabaseTests
{
    private static readonly Gen<byte[]> s_key = Gen.Byte[0, 3].Array[1, 3];

    private static readonly Gen<List<(int What, byte[] First, byte[] Second)>> s_batch = Gen.Select(Gen.Int[0, 4], s_key, s_key).List[0, 20];

    [Fact]
    public void Batches_and_reopenings_leave_what_a_sorted_dictionary_holds() => s_batch.List[1, 4].Sample(
        batches =>
        {
            using var folder = new ScratchFolder();
            var twin = new SortedDictionary<byte[], byte[]>(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
            foreach (var operations in batches)
            {
                using RocksDatabase database = RocksDatabase.Open(folder["db"], create: true);
                using IWriteBatch batch = database.NewBatch();
                foreach ((int what, byte[] first, byte[] second) in operations)
                {
                    if (what > 0)
                    {
                        batch.Put(first, second);
                        twin[first] = second;
                    }
                    else if (first.AsSpan().SequenceCompareTo(second) < 0)
                    {
                        batch.DeleteRange(first, second);
                        foreach (byte[] key in twin.Keys.Where(k => IsBetween(k, first, second)).ToList())
                            twin.Remove(key);
                    }
                }

                database.Commit(batch);
                Assert.Equal(twin.Select(Text), All(database, [0], [9]));
                Assert.Equal(twin.Where(pair => IsBetween(pair.Key, [1], [2, 2])).Select(Text), All(database, [1], [2, 2]));
                Assert.All(twin, pair => Assert.Equal(pair.Value, database.Get(pair.Key)));
                Assert.Null(database.Get([7]));
            }
        },
        iter: 15);

    [Fact]
    public void What_was_not_committed_is_not_there()
    {
        using var folder = new ScratchFolder();
        using (RocksDatabase database = RocksDatabase.Open(folder["db"], create: true))
        using (IWriteBatch batch = database.NewBatch())
            batch.Put([1], [1]);

        using RocksDatabase again = RocksDatabase.Open(folder["db"], create: false);
        Assert.Null(again.Get([1]));
    }

    [Fact]
    public void A_batch_that_is_reused_allocates_nothing_for_a_put()
    {
        using IWriteBatch batch = new RocksBatch();
        byte[] key = new byte[18], value = new byte[BlockWriter.BlockSize];
        long allocated = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            batch.Clear();
            for (int i = 0; i < 100; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(key, i);
                batch.Put(key, value);
            }

            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated);
        Assert.InRange(batch.Length, 100 * value.Length, 101 * value.Length);
    }

    [Fact]
    public void A_cursor_outlives_the_database_it_reads()
    {
        using var folder = new ScratchFolder();
        RocksDatabase database = RocksDatabase.Open(folder["db"], create: true);
        using IWriteBatch batch = database.NewBatch();
        batch.Put([1], [2]);
        database.Commit(batch);
        using ICursor cursor = database.Read([0], [9]);
        database.Dispose();

        Assert.True(cursor.MoveNext());
        Assert.Equal<byte>([2], cursor.Value.ToArray());
        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void A_missing_database_is_an_error_that_names_its_folder()
    {
        using var folder = new ScratchFolder();
        var error = Assert.Throws<StoreException>(() => RocksDatabase.Open(folder["db"], create: false));
        Assert.StartsWith(folder["db"] + ": opening the store failed: a file of the store is damaged or missing", error.Message);
        Assert.Contains("does not exist", error.Message);
    }

    [Fact]
    public void A_database_in_use_is_an_error_that_says_so()
    {
        using var folder = new ScratchFolder();
        using RocksDatabase database = RocksDatabase.Open(folder["db"], create: true);
        var error = Assert.Throws<StoreException>(() => RocksDatabase.Open(folder["db"], create: true));
        Assert.True(error.Message.Contains("the database is in use", StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData("IO error: No space left on device: While appending to file: /x/000008.log", "the disk is full. Make room and start again")]
    [InlineData("IO error: While mkdir if missing: /x: Read-only file system", "the folder can't be written")]
    [InlineData("IO error: Permission denied: While open a file for appending: /x/000008.log", "the folder can't be written")]
    [InlineData("Corruption: block checksum mismatch in /x/000009.sst", "a file of the store is damaged or missing")]
    [InlineData("Busy", "the database can't be used")]
    public void RocksDBs_message_follows_a_reason_and_a_remedy(string message, string reason)
    {
        string explained = RocksError.Explain(message, "/no/such/folder", "writing an epoch");
        Assert.StartsWith("writing an epoch failed: " + reason, explained);
        Assert.EndsWith("RocksDB says: " + message, explained);
    }

    [Fact]
    public void One_native_library_a_platform_is_built_in_and_none_of_the_managed_layer()
    {
        string folder = AppContext.BaseDirectory;
        Assert.All(Directory.GetDirectories(Path.Combine(folder, "runtimes")), platform => Assert.Single(Directory.GetFiles(Path.Combine(platform, "native"))));
        Assert.Empty(Directory.GetFiles(folder, "RocksDbSharp*"));
        Assert.Empty(Directory.GetFiles(folder, "Zstd*"));
    }

    private static bool IsBetween(byte[] key, byte[] from, byte[] to)
        => key.AsSpan().SequenceCompareTo(from) >= 0 && key.AsSpan().SequenceCompareTo(to) < 0;

    private static string Text(KeyValuePair<byte[], byte[]> pair) => Convert.ToHexString(pair.Key) + "=" + Convert.ToHexString(pair.Value);

    private static List<string> All(RocksDatabase database, byte[] from, byte[] to)
    {
        var all = new List<string>();
        using ICursor cursor = database.Read(from, to);
        while (cursor.MoveNext())
            all.Add(Convert.ToHexString(cursor.Key) + "=" + Convert.ToHexString(cursor.Value));
        return all;
    }
}
