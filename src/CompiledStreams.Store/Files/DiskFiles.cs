using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Store;

/// <summary>The machine's file system.</summary>
internal sealed class DiskFiles : IFileLayer
{
    /// <summary>It has no state: one is enough.</summary>
    public static DiskFiles Instance { get; } = new();

    /// <inheritdoc/>
    public IStoreFile Open(string path) => new DiskFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read));

    /// <inheritdoc/>
    public IStoreFile Create(string path) => new DiskFile(File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read));

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string folder)
    {
        string[] files = Directory.GetFiles(folder);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <inheritdoc/>
    public void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;

        string? parent = Path.GetDirectoryName(Path.GetFullPath(folder));
        if (parent is not null)
            CreateFolder(parent);

        Directory.CreateDirectory(folder);
        if (parent is not null)
            FlushFolder(parent);
    }

    /// <summary>Whether files can be made and deleted in a folder, as far as its mode and its disk say; what isn't there is in nobody's way.</summary>
    // Windows knows no such mode.
    public static bool CanChange(string folder) => OperatingSystem.IsWindows() || !Directory.Exists(folder) || Libc.CanChange(folder);

    /// <inheritdoc/>
    public void FlushFolder(string folder)
    {
        // Windows journals names itself, and can't flush a folder.
        if (!OperatingSystem.IsWindows())
            Libc.FlushFolder(folder);
    }

    private sealed class DiskFile(SafeFileHandle handle) : IStoreFile
    {
        public long Length
        {
            get => RandomAccess.GetLength(handle);
            set => RandomAccess.SetLength(handle, value);
        }

        public int Read(Span<byte> buffer, long offset)
        {
            int total = 0;
            while (total < buffer.Length)
            {
                int read = RandomAccess.Read(handle, buffer[total..], offset + total);
                if (read == 0)
                    break;

                total += read;
            }

            return total;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
