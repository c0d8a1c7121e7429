using System.Diagnostics;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Signals, in a process of their own.</summary>
public class SignalTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_finishes_and_flushes_what_was_read_and_the_run_says_stopped(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kill isn't there on Windows");
        using Process child = ChildProcess.Start("signals");
        await WriteAsync(child, "1,1\n1,2\n");
        Assert.Equal("1,1", await ReadLineAsync(child));
        Assert.Equal("1,3", await ReadLineAsync(child));

        Kill(child, signal);

        Assert.Equal("Stopped", await ReadLineAsync(child));
        await child.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(7, child.ExitCode);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_second_signal_leaves_at_once(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kill isn't there on Windows");
        using Process child = ChildProcess.Start("signals");
        await WriteAsync(child, "1,1\n");
        Assert.Equal("1,1", await ReadLineAsync(child));
        await WriteAsync(child, "13,1\n");
        Assert.Equal(SignalJob.InHand, await ReadLineAsync(child));

        // Signals that come at once may be delivered as one, so they are sent until the process is gone.
        Task exit = child.WaitForExitAsync();
        for (int i = 0; i < 600 && !exit.IsCompleted; i++)
        {
            Kill(child, signal);
            await Task.WhenAny(exit, Task.Delay(100));
        }

        await exit.WaitAsync(s_patience);
        Assert.Equal(exitCode, child.ExitCode);
    }

    private static async Task WriteAsync(Process child, string text)
    {
        await child.StandardInput.WriteAsync(text);
        await child.StandardInput.FlushAsync();
    }

    private static async Task<string?> ReadLineAsync(Process child) => await child.StandardOutput.ReadLineAsync().WaitAsync(s_patience);

    private static void Kill(Process child, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", child.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
