using CompiledStreams.Runtime.Tests;

/// <summary>Called by the runtime in a child process; must have this name and no namespace.</summary>
internal static class StartupHook
{
    public static void Initialize() => ChildProcess.RunJob();
}
