namespace CompiledStreams.Package.Tests;

/// <summary>Where the project's own files are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "CompiledStreams.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new InvalidOperationException($"No CompiledStreams.sln above {AppContext.BaseDirectory}.");
    }
}
