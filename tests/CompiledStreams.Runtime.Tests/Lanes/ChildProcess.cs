using System.Diagnostics;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Runs a part of this assembly in a process of its own, where nothing but it allocates and signals reach it alone.</summary>
internal static class ChildProcess
{
    private const string Variable = "COMPILEDSTREAMS_TEST_CHILD";

    /// <summary>Starts a child.</summary>
    /// <param name="job">One of the jobs of <see cref="RunJob"/>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Process Start(string job, params string[] arguments)
    {
        // Where the tests run behind a shell, SIGINT is ignored and a child would inherit that: env sets it back, then becomes the child.
        bool resetsSignals = OperatingSystem.IsLinux();
        ProcessStartInfo start = new(resetsSignals ? "env" : Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (resetsSignals)
        {
            start.ArgumentList.Add("--default-signal=INT,TERM");
            start.ArgumentList.Add(Environment.ProcessPath!);
        }

        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);

        // The runtime calls StartupHook.Initialize of this assembly before its Main.
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(ChildProcess).Assembly.Location;
        start.Environment[Variable] = string.Join('\n', [job, .. arguments]);
        return Process.Start(start)!;
    }

    /// <summary>In a child: does its job instead of running tests.</summary>
    public static void RunJob()
    {
        string[] words = Environment.GetEnvironmentVariable(Variable)!.Split('\n');
        int exitCode = words[0] switch
        {
            "allocations" => AllocationJob.Run(words[1], words[2]),
            "signals" => SignalJob.Run(),
            "decompression" => DecompressionJob.Run(words[1], words[2]),
            _ => throw new InvalidOperationException($"There is no job '{words[0]}'."),
        };
        Environment.Exit(exitCode);
    }
}
