using System.Diagnostics;

namespace CompiledStreams.Package.Tests;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(8);

    /// <summary>Runs a program that must succeed; its standard output.</summary>
    public static string Run(string folder, string program, params string[] arguments) => Run(folder, [], program, arguments);

    /// <summary>Runs a program that must succeed, with variables added to its environment; its standard output.</summary>
    public static string Run(string folder, (string Name, string Value)[] environment, string program, params string[] arguments)
    {
        (int exitCode, string output, string error) = Try(folder, environment, program, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {exitCode}\n{output}\n{error}");
        return output;
    }

    public static (int ExitCode, string Output, string Error) Try(
        string folder, (string Name, string Value)[] environment, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        // A build that a test starts must not talk to the test platform that started the test.
        start.Environment.Remove("TESTINGPLATFORM_DOTNETTEST_EXECUTIONID");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} didn't end within {s_limit}");
        }

        return (process.ExitCode, output.Result, error.Result);
    }
}
