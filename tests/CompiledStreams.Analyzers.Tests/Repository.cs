namespace CompiledStreams.Analyzers.Tests;

/// <summary>The files of the repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Diagnostics { get; } = Path.Combine(Root, "docs", "diagnostics");

    public static string[] ReadLines(params string[] path) => File.ReadAllLines(Path.Combine([Root, .. path]));

    private static string Find()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "CompiledStreams.sln")))
            at = at.Parent;

        return at?.FullName ?? throw new DirectoryNotFoundException("The tests don't lie in their repository.");
    }
}
