using System.Diagnostics;
using System.Text.Json;

namespace CompiledStreams.Recovery.Tests;

/// <summary>What a run says on standard error is no part of what it does: where that can't be written, the run is the same.</summary>
public class MessagesTests(Purchases purchases) : IClassFixture<Purchases>
{
    public static TheoryData<string> Losses => ["exec 2>&-", "exec 2>/dev/full", "exec 2> >(exec true); wait $!"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_run_goes_to_its_end_and_on_again_without_its_messages(string loss)
    {
        using Sample sample = Without(loss);
        Assert.Equal(JsonValueKind.Null, sample.Complete().GetProperty("restoredEpoch").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, sample.Complete().GetProperty("restoredEpoch").ValueKind);
        Assert.Equal("", sample.Announced);
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));

        File.WriteAllText(Path.Combine(sample.State, "HEAD"), "garbage");
        Assert.Equal(1, sample.Run(null, "--fresh").ExitCode);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_run_that_is_stopped_ends_with_its_signals_code(string loss)
    {
        using Sample sample = Without(loss);
        using Process process = sample.Start(crashAt: null);
        Assert.True(sample.WaitFor(epochs: 2, process));
        using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            kill.WaitForExit();

        Assert.Equal(143, Sample.End(process).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_wrong_argument_ends_with_its_code(string loss)
    {
        using Sample sample = Without(loss);
        Assert.Equal(1, sample.Run(null, "--bogus").ExitCode);
    }

    private Sample Without(string loss)
    {
        Tool.Require("bash");
        return new Sample(purchases.Input) { Launcher = ["bash", "-c", $"{loss}; exec \"$@\"", "bash"] };
    }
}
