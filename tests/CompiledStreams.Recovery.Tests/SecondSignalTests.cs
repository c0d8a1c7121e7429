using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CompiledStreams.Recovery.Tests;

/// <summary>A run that can't come to its last epoch, because a disk doesn't answer, is left at once by a second signal, and the next run loses and repeats nothing.</summary>
public class SecondSignalTests(Purchases purchases) : IClassFixture<Purchases>
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const int Killed = 9;
    private const string Forever = "300s";
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_stuck = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>The disk answers no flush any more: that of a part, of the log, or of HEAD, which are the three of each epoch.</summary>
    [Theory]
    [InlineData(18, Interrupt)]
    [InlineData(19, Interrupt)]
    [InlineData(19, Terminate)]
    [InlineData(20, Terminate)]
    public void It_leaves_while_an_epoch_is_under_way(int flush, int signal) => AssertLeaves($"fsync,fdatasync:delay_enter={Forever}:when={flush}+", signal);

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void It_leaves_while_a_sink_is_blocked(int signal) => AssertLeaves($"pwrite64:delay_enter={Forever}:when=20+", signal);

    private void AssertLeaves(string stuck, int signal)
    {
        Tool.Require("strace");
        using Sample sample = new(purchases.Input);
        using Process process = sample.Start(null, ["strace", "-D", "-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync,pwrite64", "-e", $"inject={stuck}"]);
        WaitUntilStuck(sample, process);

        // As timeout does, which signals a process and its group. Two that come before the first is delivered are one to the system already.
        Assert.Equal(0, Kill(process.Id, signal));
        Thread.Sleep(50);
        Assert.Equal(0, Kill(process.Id, signal));
        Thread.Sleep(500);
        Assert.False(HasLeft(process), "The first signal ended it, and nothing held it up.");

        Assert.Equal(0, Kill(process.Id, signal));
        bool left = SpinWait.SpinUntil(() => HasLeft(process), s_atOnce);
        LetGo(process);
        Assert.True(left, $"It didn't leave within {s_atOnce}.");
        Assert.Equal(128 + signal, Sample.End(process).ExitCode);

        sample.Complete();
        Assert.Contains("goes on at epoch", sample.Announced, StringComparison.Ordinal);
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
    }

    /// <summary>Waits until no epoch has come for a while, behind one at least.</summary>
    private static void WaitUntilStuck(Sample sample, Process process)
    {
        Stopwatch sinceEpoch = Stopwatch.StartNew(), all = Stopwatch.StartNew();
        for (long epoch = 0; epoch == 0 || sinceEpoch.Elapsed < s_stuck;)
        {
            Assert.False(process.HasExited, "It ended before.");
            Assert.True(all.Elapsed < s_limit, $"It came to epoch {epoch}, and isn't stuck after {s_limit}.");
            Thread.Sleep(20);
            if (sample.HeadEpoch() is long now && now != epoch)
            {
                epoch = now;
                sinceEpoch.Restart();
            }
        }
    }

    /// <summary>Ends the tracer, which goes on holding the thread that it delays when the process has ended.</summary>
    private static void LetGo(Process process)
    {
        Assert.Equal(0, Kill(int.Parse(Status(process, "TracerPid"), CultureInfo.InvariantCulture), Killed));
        process.Kill();
    }

    /// <summary>Whether it has exited, though the tracer holds one of its threads still.</summary>
    private static bool HasLeft(Process process) => Status(process, "State").StartsWith('Z');

    private static string Status(Process process, string field) =>
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith($"{field}:", StringComparison.Ordinal))[(field.Length + 1)..].Trim();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
