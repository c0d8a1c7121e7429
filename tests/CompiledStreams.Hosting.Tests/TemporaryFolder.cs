namespace CompiledStreams.Hosting.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("compiled-streams-").FullName;

    public string this[string name] => Path.Join(_path, name);

    /// <summary>Writes a file; its path.</summary>
    public string With(string name, params string[] lines)
    {
        File.WriteAllLines(this[name], lines);
        return this[name];
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
