using System.Diagnostics;

namespace CompiledStreams.Store.Tests;

public class FileTests
{
    public static TheoryData<bool> BothLayers => [true, false];

    [Theory]
    [MemberData(nameof(BothLayers))]
    public void Files_are_made_written_cut_renamed_listed_and_deleted(bool isDisk)
    {
        using var folder = new ScratchFolder();
        IFileLayer files = isDisk ? DiskFiles.Instance : new ForgetfulFiles(new Machine());
        files.CreateFolder(folder["a/b"]);
        using (IStoreFile file = files.Create(folder["a/b/two"]))
        {
            file.Write([1, 2, 3, 4], 2);
            Assert.Equal(6, file.Length);
            file.Length = 5;
            file.Write([9], 0);
            file.Flush();
        }

        files.Create(folder["a/b/one"]).Dispose();
        Assert.Equal([folder["a/b/one"], folder["a/b/two"]], files.List(folder["a/b"]));
        files.Rename(folder["a/b/two"], folder["a/b/one"]);
        files.FlushFolder(folder["a/b"]);
        Assert.Equal([folder["a/b/one"]], files.List(folder["a/b"]));
        using (IStoreFile file = files.Open(folder["a/b/one"]))
        {
            byte[] read = new byte[9];
            Assert.Equal(5, file.Read(read, 0));
            Assert.Equal([9, 0, 1, 2, 3, 0, 0, 0, 0], read);
            Assert.Equal(2, file.Read(read, 3));
        }

        files.Delete(folder["a/b/one"]);
        files.Delete(folder["a/b/one"]);
        Assert.False(files.Exists(folder["a/b/one"]));
        Assert.ThrowsAny<IOException>(() => files.Open(folder["a/b/one"]));
    }

    [Fact]
    public void A_crash_forgets_what_was_not_flushed()
    {
        using var folder = new ScratchFolder();
        var files = new ForgetfulFiles(new Machine());
        IStoreFile kept = files.Create(folder["kept"]);
        kept.Write([1, 2], 0);
        kept.Flush();
        files.FlushFolder(folder.Path);
        kept.Write([3, 4, 5], 0);
        IStoreFile nameless = files.Create(folder["nameless"]);
        nameless.Write([1], 0);
        nameless.Flush();
        files.Crash(chance: null);

        Assert.Equal([1, 2], files.BytesOf(folder["kept"]));
        Assert.Equal([folder["kept"]], files.List(folder.Path));
    }

    [Fact]
    public void A_folder_that_cannot_be_flushed_is_an_error_that_names_it()
    {
        if (OperatingSystem.IsWindows())
            return;

        var error = Assert.ThrowsAny<IOException>(() => DiskFiles.Instance.FlushFolder("/no/such/folder"));
        Assert.StartsWith("/no/such/folder: the folder can't be flushed", error.Message);
    }

    [Fact]
    public void A_store_in_use_is_refused_with_the_process_id()
    {
        using var folder = new ScratchFolder();
        using (StoreLock.Take(folder.Path))
        {
            var error = Assert.Throws<StoreException>(() => StoreLock.Take(folder.Path));
            Assert.Equal($"{folder["LOCK"]}: the store is in use by process {Environment.ProcessId}. Stop that process, or give this one a store of its own.", error.Message);
        }

        StoreLock.Take(folder.Path).Dispose();
    }

    [Fact]
    public void Readers_share_a_store_without_writing_its_LOCK_and_keep_writers_out()
    {
        using var folder = new ScratchFolder();
        Assert.Null(StoreLock.Share(folder.Path));
        File.WriteAllText(folder["LOCK"], $"{int.MaxValue}\n");
        using (StoreLock.Share(folder.Path))
        using (StoreLock.Share(folder.Path))
        {
            Assert.Equal($"{int.MaxValue}\n", File.ReadAllText(folder["LOCK"]));
            Assert.Contains($"another process, which only reads it: the last that wrote it, {int.MaxValue}, isn't running.", Assert.Throws<StoreException>(() => StoreLock.Take(folder.Path)).Message);
        }

        using (StoreLock.Take(folder.Path))
            Assert.Contains($"in use by process {Environment.ProcessId}. Read it when", Assert.Throws<StoreException>(() => StoreLock.Share(folder.Path)).Message);
    }

    [Fact]
    public void A_store_in_use_by_another_process_is_refused_until_it_ends()
    {
        if (!File.Exists("/usr/bin/flock"))
            Assert.Skip("this machine has no flock to hold a lock in another process");

        using var folder = new ScratchFolder();
        using var other = Process.Start(new ProcessStartInfo("/usr/bin/flock", [folder["LOCK"], "sh", "-c", "echo $$ > \"$0\"; echo held; exec cat", folder["LOCK"]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());

        string holder = ReadHolder(folder["LOCK"]);
        var error = Assert.Throws<StoreException>(() => StoreLock.Take(folder.Path));
        Assert.Contains($"the store is in use by process {holder}.", error.Message);

        other.StandardInput.Close();
        other.WaitForExit();
        StoreLock.Take(folder.Path).Dispose();
    }

    [Fact]
    public void A_LOCK_that_a_dead_process_left_is_no_obstacle()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder["LOCK"], "4194999999\n");
        StoreLock.Take(folder.Path).Dispose();
        Assert.Equal($"{Environment.ProcessId}\n", File.ReadAllText(folder["LOCK"]));
    }

    private static string ReadHolder(string path)
    {
        Span<byte> buffer = stackalloc byte[16];
        return System.Text.Encoding.ASCII.GetString(buffer[..Libc.ReadLocked(path, buffer)]).Trim();
    }
}
