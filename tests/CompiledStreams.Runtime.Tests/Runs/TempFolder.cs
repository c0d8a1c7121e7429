namespace CompiledStreams.Runtime.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("compiled-streams-").FullName;

    public string this[string name] => Path.Join(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
