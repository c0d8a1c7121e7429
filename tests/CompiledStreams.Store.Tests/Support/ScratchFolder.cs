namespace CompiledStreams.Store.Tests;

/// <summary>A folder of a test's own, deleted with what is in it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>In memory where the machine has such a place: opening a database takes a dozen flushes.</summary>
    private static readonly string s_parent = Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();

    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(s_parent, $"compiled-streams-store-{Guid.NewGuid():N}")).FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A copy of the whole folder, apart from locks.</summary>
    public ScratchFolder Copy()
    {
        var copy = new ScratchFolder();
        foreach (string folder in Directory.EnumerateDirectories(Path, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(copy[System.IO.Path.GetRelativePath(Path, folder)]);
        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
            if (System.IO.Path.GetFileName(file) != "LOCK")
                File.Copy(file, copy[System.IO.Path.GetRelativePath(Path, file)]);
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
