using System.IO.Compression;

namespace CompiledStreams.Package.Tests;

/// <summary>The packages, packed once into a feed of their own, with a package cache that no other build uses.</summary>
public sealed class PackedPackage : IDisposable
{
    /// <summary>A version that no other folder of packages has: one that was installed on this machine would be taken instead.</summary>
    public static string Version { get; } = $"0.1.0-packed{Guid.NewGuid():N}";

    private readonly TemporaryFolder _folder = new();

    public PackedPackage()
    {
        Pack("src/CompiledStreams.Package");
        Pack("src/CompiledStreams.Testing.Package");
    }

    /// <summary>What a build against the package needs in its environment.</summary>
    internal (string Name, string Value)[] Environment => [("NUGET_PACKAGES", _folder.File("packages"))];

    /// <summary>Makes the feed the only one of a folder. What the packages depend on is there since they were built.</summary>
    internal void Offer(TemporaryFolder folder) => File.WriteAllText(folder.File("nuget.config"), $"""
        <configuration>
          <packageSources><clear /><add key="packed" value="{_folder.File("feed")}" /></packageSources>
          <fallbackPackageFolders><clear /><add key="restored" value="{Restored()}" /></fallbackPackageFolders>
        </configuration>
        """);

    /// <summary>A file of a packed package, as text.</summary>
    internal string Read(string package, string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(_folder.File("feed"), $"{package}.{Version}.nupkg"));
        using StreamReader reader = new(archive.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The folder into which this repository's packages were restored.</summary>
    private static string Restored() => Command.Run(Repository.Root, "dotnet", "nuget", "locals", "global-packages", "--list").Split(' ', 2)[1].Trim();

    private void Pack(string project) => Command.Run(
        Repository.Root, "dotnet", "pack", project, "-c", "Release", $"-p:Version={Version}", "--artifacts-path", _folder.File("artifacts"), "-o", _folder.File("feed"));

    public void Dispose() => _folder.Dispose();
}
