namespace CompiledStreams.Recovery.Tests;

/// <summary>Programs that some tests need: without one the test is skipped by name, and in CI it fails.</summary>
internal static class Tool
{
    /// <summary>Goes on only where a program of Linux is there.</summary>
    public static void Require(string program)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), $"'{program}' is a tool of Linux.");
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
        Assert.False(!isThere && Environment.GetEnvironmentVariable("CI") == "true", $"'{program}' isn't installed, and in CI it must be.");
        Assert.SkipUnless(isThere, $"'{program}' isn't installed.");
    }
}
