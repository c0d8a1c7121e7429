using System.Runtime.InteropServices;

namespace CompiledStreams.Store.Tests;

/// <summary>
/// One byte of a store changes. It must open at the newest committed epoch with all of its content, or give an error that names the file: never older, never less. CI takes
/// a sample by seed; COMPILEDSTREAMS_ALL_BYTES=1 takes every byte.
/// </summary>
public unsafe partial class DamageTests(ITestOutputHelper output)
{
    private const string Pipeline = "Shop.CustomerSpending";
    private const int SampleSize = 300;

    [LibraryImport("rocksdb", EntryPoint = "rocksdb_flushoptions_create")]
    private static partial nint CreateFlushOptions();

    [LibraryImport("rocksdb", EntryPoint = "rocksdb_flushoptions_destroy")]
    private static partial void DestroyFlushOptions(nint options);

    [LibraryImport("rocksdb", EntryPoint = "rocksdb_flush")]
    private static partial void Flush(nint database, nint options, byte** error);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_byte_of_a_store_flipped_in_turn_gives_the_newest_epoch_or_an_error_that_names_the_file(bool isRead)
    {
        using var pristine = new ScratchFolder();
        var content = new Content();
        ulong newest = Write(pristine.Path, content);
        List<(string File, byte[] Bytes)> files = FilesOf(pristine.Path);

        bool isAll = Environment.GetEnvironmentVariable("COMPILEDSTREAMS_ALL_BYTES") == "1";
        int seed = int.TryParse(Environment.GetEnvironmentVariable("COMPILEDSTREAMS_SEED"), out int given) ? given : 1;
        output.WriteLine($"seed {seed}; COMPILEDSTREAMS_SEED sets another");
        var random = new Random(seed);
        int total = files.Sum(f => f.Bytes.Length);
        foreach ((string file, byte[] bytes) in files)
        {
            int opened = 0, refused = 0;
            int[] places = isAll ? [.. Enumerable.Range(0, bytes.Length)] : [.. Enumerable.Range(0, Math.Max(12, SampleSize * bytes.Length / total)).Select(_ => random.Next(bytes.Length))];
            foreach (int place in places)
            {
                byte[] damaged = [.. bytes];
                damaged[place] ^= (byte)(1 << random.Next(8));
                string? problem = Open(files, file, damaged, content, newest, isRead);
                if (problem is null)
                    opened++;
                else if (problem.Contains(file, StringComparison.Ordinal))
                    refused++;
                else
                    Assert.Fail($"seed {seed}: {file}, byte {place} from {bytes[place]:x2} to {damaged[place]:x2}: {problem}");
            }

            output.WriteLine($"{file}, {bytes.Length} bytes: {opened} times the newest epoch, {refused} times an error that names it");
        }
    }

    /// <summary>RocksDB would look for the end of such a file for ever.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_record_that_says_it_is_of_a_reused_log_is_an_error_before_RocksDB_sees_it(bool isRead)
    {
        using var pristine = new ScratchFolder();
        ulong newest = Write(pristine.Path, new Content());
        List<(string File, byte[] Bytes)> files = FilesOf(pristine.Path);
        int found = 0;
        foreach ((string file, byte[] bytes) in files.Where(f => f.File.EndsWith(".log", StringComparison.Ordinal) || f.File.Contains("MANIFEST")))
        {
            for (int record = 0; record < bytes.Length; record += 7 + BitConverter.ToUInt16(bytes, record + 4))
            {
                byte[] damaged = [.. bytes];
                damaged[record + 6] = (byte)(5 + found % 4);
                Assert.Contains($"{file}: the record at byte {record} is damaged", Open(files, file, damaged, new Content(), newest, isRead));
                found++;
            }
        }

        Assert.InRange(found, 10, 100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_file_that_is_cut_or_missing_gives_the_newest_epoch_or_an_error(bool isRead)
    {
        using var pristine = new ScratchFolder();
        var content = new Content();
        ulong newest = Write(pristine.Path, content);
        List<(string File, byte[] Bytes)> files = FilesOf(pristine.Path);

        foreach ((string file, byte[] bytes) in files)
        {
            output.WriteLine($"{file} missing: {Open(files, file, null, content, newest, isRead) ?? "the newest epoch"}");
            foreach (int length in new[] { 0, bytes.Length / 2, bytes.Length - 1 })
                output.WriteLine($"{file} cut to {length}: {Open(files, file, bytes[..length], content, newest, isRead) ?? "the newest epoch"}");
        }
    }

    /// <summary>A store's files. RocksDB writes OPTIONS and LOG for people, and doesn't read them.</summary>
    private static List<(string File, byte[] Bytes)> FilesOf(string folder)
        => [.. from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
               let name = Path.GetFileName(file)
               where name is not ("LOCK" or "LOG") && !name.StartsWith("OPTIONS", StringComparison.Ordinal)
               select (Path.GetRelativePath(folder, file), File.ReadAllBytes(file))];

    /// <summary>A store of two tables, a log that earlier openings left, and the newest log.</summary>
    private static ulong Write(string folder, Content content)
    {
        var random = new Random(5);
        ulong newest = 0;
        for (int life = 0; life < 4; life++)
        {
            using (EmbeddedStore store = EmbeddedStore.Open(folder, Pipeline))
            {
                for (int i = 0; i < 3; i++)
                {
                    EpochBatch epoch = store.BeginEpoch();
                    content.PutSome(epoch, random, recordLength: 300);
                    store.Commit(epoch, [1, 2, 3]);
                    newest = epoch.Epoch;
                }
            }

            if (life >= 2)
                continue;

            using RocksDatabase database = RocksDatabase.Open(Path.Combine(folder, "rocksdb"), create: false);
            nint options = CreateFlushOptions();
            byte* error = null;
            Flush(database.Handle.DangerousGetHandle(), options, &error);
            DestroyFlushOptions(options);
            Assert.True(error is null);
        }

        return newest;
    }

    /// <summary>Opens a store in which one file has other bytes, or is missing, and reads it whole: to write it, or only to read it.</summary>
    /// <returns>The error, or null when it holds what it should.</returns>
    private static string? Open(List<(string File, byte[] Bytes)> files, string damagedFile, byte[]? damaged, Content content, ulong newest, bool isRead)
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder["rocksdb"]);
        foreach ((string file, byte[] bytes) in files)
            if ((file == damagedFile ? damaged : bytes) is { } written)
                File.WriteAllBytes(folder[file], written);

        return isRead ? Problem(() => StoreReading.Open(folder.Path, Pipeline), content, newest) : Problem(() => EmbeddedStore.Open(folder.Path, Pipeline), content, newest);
    }

    private static string? Problem<TStore>(Func<TStore> open, Content content, ulong newest)
        where TStore : ICommittedEpoch, IDisposable
    {
        try
        {
            using TStore store = open();
            List<string> read = Content.Read(store);
            Assert.Equal(newest, store.Epoch);
            Assert.Equal(content.Lines(), read);
            return null;
        }
        catch (StoreException error)
        {
            return error.Message;
        }
    }
}
