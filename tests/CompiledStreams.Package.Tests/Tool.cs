namespace CompiledStreams.Package.Tests;

/// <summary>Programs that some tests need: without one the test is skipped by name, and in CI it fails.</summary>
internal static class Tool
{
    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Goes on only where a program is there.</summary>
    public static void Require(string program)
    {
        bool found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
        if (found)
            return;

        Assert.False(IsCi, $"'{program}' isn't installed, and in CI it must be.");
        Assert.Skip($"'{program}' isn't installed.");
    }
}
