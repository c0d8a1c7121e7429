namespace CompiledStreams.Package.Tests;

/// <summary>The package, packed once into a feed of its own, with a package cache that no other build uses.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackedPackage() => Command.Run(
        Repository.Root, "dotnet", "pack", "src/CompiledStreams.Package", "-c", "Release", "-p:Version=0.1.0", "--artifacts-path", _folder.File("artifacts"), "-o", _folder.File("feed"));

    /// <summary>What a build against the package needs in its environment.</summary>
    internal (string Name, string Value)[] Environment => [("NUGET_PACKAGES", _folder.File("packages"))];

    /// <summary>Makes the feed the only one of a folder.</summary>
    internal void Offer(TemporaryFolder folder) => File.WriteAllText(folder.File("nuget.config"), $"""
        <configuration><packageSources><clear /><add key="packed" value="{_folder.File("feed")}" /></packageSources></configuration>
        """);

    public void Dispose() => _folder.Dispose();
}
