using System.Runtime.InteropServices;

namespace CompiledStreams.Store.Tests;

/// <summary>A store on a disk that is full, or that can't be written: a small file system in memory, where the test may mount one.</summary>
public partial class DiskTests
{
    private const string Pipeline = "Shop.CustomerSpending";
    private const ulong ReadOnly = 1;
    private const ulong Remount = 32;

    [Fact]
    public void A_full_disk_is_an_error_that_says_so_and_the_store_goes_on_once_there_is_room()
    {
        using var disk = new SmallDisk("size=1m");
        byte[] record = new byte[100_000];
        ulong committed = 0;
        using (EmbeddedStore store = EmbeddedStore.Open(disk.Path, Pipeline))
        {
            EpochBatch first = store.BeginEpoch();
            new Content().Put(first, 1, 0, "first");
            store.Commit(first, []);
            var writer = new BlockWriter(2, 0, BlockKind.Log, 0);
            StoreException error = Assert.Throws<StoreException>((Action)(() =>
            {
                for (committed = store.Epoch; ; committed = store.Epoch)
                {
                    EpochBatch batch = store.BeginEpoch();
                    writer.Append(record, batch);
                    writer.Flush(batch);
                    store.Commit(batch, []);
                }
            }));
            Assert.StartsWith(disk.Path + "/rocksdb: writing an epoch failed: the disk is full. Make room and start again: it continues at the last committed epoch.", error.Message);
            Assert.InRange(committed, 2ul, 11ul);
        }

        disk.Mount("size=4m", Remount);
        using EmbeddedStore again = EmbeddedStore.Open(disk.Path, Pipeline);
        Assert.InRange(again.Epoch, committed, committed + 1);
        using (BlockLog log = again.Read(2))
        {
            ulong blocks = 0;
            while (log.MoveNext())
                blocks++;
            Assert.Equal(again.Epoch - 1, blocks);
        }

        again.Commit(again.BeginEpoch(), []);
    }

    [Fact]
    public void A_folder_that_can_only_be_read_is_an_error_that_says_so()
    {
        using var disk = new SmallDisk("size=4m");
        using (EmbeddedStore store = EmbeddedStore.Open(disk.Path, Pipeline))
            store.Commit(store.BeginEpoch(), []);

        disk.Mount("size=4m", Remount | ReadOnly);
        var old = Assert.Throws<StoreException>(() => EmbeddedStore.Open(disk.Path, Pipeline));
        Assert.Contains("can't be written", old.Message);
        var made = Assert.Throws<StoreException>(() => EmbeddedStore.Open(disk.Path + "/new", Pipeline));
        Assert.True(made.Message.StartsWith(disk.Path + "/new: the store's folder can't be made: ", StringComparison.Ordinal), made.Message);
        Assert.True(old.Message.StartsWith(disk.Path + "/LOCK: the store can't be locked, since its folder can't be written: ", StringComparison.Ordinal), old.Message);

        disk.Mount("size=4m", Remount);
        using EmbeddedStore again = EmbeddedStore.Open(disk.Path, Pipeline);
        Assert.Equal(1ul, again.Epoch);
    }

    /// <summary>A file system in memory at a path of its own.</summary>
    private sealed partial class SmallDisk : IDisposable
    {
        private readonly ScratchFolder _folder = new();

        public SmallDisk(string options)
        {
            if (!OperatingSystem.IsLinux() || MountAt("tmpfs", Path, "tmpfs", 0, options) != 0)
            {
                _folder.Dispose();
                Assert.Skip("a file system can only be mounted on Linux, by root");
            }
        }

        public string Path => _folder.Path;

        public void Mount(string options, ulong flags) => Assert.Equal(0, MountAt("tmpfs", Path, "tmpfs", flags, options));

        public void Dispose()
        {
            Assert.Equal(0, Unmount(Path));
            _folder.Dispose();
        }

        [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8)]
        private static partial int MountAt(string source, string target, string kind, ulong flags, string data);

        [LibraryImport("libc", EntryPoint = "umount", StringMarshalling = StringMarshalling.Utf8)]
        private static partial int Unmount(string target);
    }
}
