using System.Diagnostics;

namespace CompiledStreams.Recovery.Tests;

/// <summary>What goes wrong with the checkpoints' folder is one clear error, and once it is mended the run goes on as if nothing had been.</summary>
public class TroubleTests(Purchases purchases) : IClassFixture<Purchases>
{
    [Theory]
    [InlineData("state")]
    [InlineData("out")]
    public void A_full_disk_stops_the_run_and_it_goes_on_when_there_is_room(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Mounting a small disk needs root on Linux.");
        using Sample sample = new(purchases.Input);
        string disk = folder == "state" ? sample.State : sample.Output;
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(Mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", disk), "A small disk can't be mounted here.");
        try
        {
            (int exitCode, _, string error) = sample.Run();
            Assert.Equal(1, exitCode);
            Assert.Contains(disk, error, StringComparison.Ordinal);
            Assert.Contains("make room and start again", error, StringComparison.OrdinalIgnoreCase);
            Assert.True(Mount("-o", "remount,size=512m", disk));
            sample.Complete();
            Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [Fact]
    public void A_file_in_the_folders_place_is_named()
    {
        using Sample sample = new(purchases.Input);
        File.WriteAllText(sample.State, "");
        (int exitCode, _, string error) = sample.Run();
        Assert.Equal(1, exitCode);
        Assert.Contains(sample.State, error, StringComparison.Ordinal);
        File.Delete(sample.State);
        sample.Complete();
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
    }

    [Fact]
    public async Task Checkpoints_of_another_pipeline_are_refused_by_its_name()
    {
        using Sample sample = new(purchases.Input);
        using (RunSummary _ = await new Other().Read(p => p.In, Files.JsonLines(purchases.Input)).Write(p => p.Out, Memory.Discard).WithCheckpoints(sample.State).RunAsync(TestContext.Current.CancellationToken))
        {
        }

        (int exitCode, _, string error) = sample.Run();
        Assert.Equal(1, exitCode);
        Assert.Contains(typeof(Other).FullName!, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_record_stops_every_run_and_once_it_is_mended_nothing_is_missing()
    {
        string folder = Directory.CreateTempSubdirectory("compiled-streams-bad-").FullName;
        string input = Path.Combine(folder, "purchases.jsonl");
        string[] lines = [.. File.ReadLines(purchases.Input).Take(300_000)];
        string good = lines[200_000];
        string bad = good[..^1] + "x";
        lines[200_000] = bad;
        File.WriteAllText(input, string.Join('\n', lines) + "\n");
        using Sample sample = new(input);

        (int first, _, string firstError) = sample.Run();
        (int second, _, string secondError) = sample.Run();
        Assert.Equal((1, 1), (first, second));
        Assert.Contains("line 200001", firstError, StringComparison.Ordinal);
        Assert.Equal(Last(firstError), Last(secondError));
        Assert.True(sample.Epochs() > 0);

        lines[200_000] = good;
        File.WriteAllText(input, string.Join('\n', lines) + "\n");
        sample.Complete();
        using Sample untouched = new(input);
        untouched.Complete();
        Assert.True(sample.Published().AsSpan().SequenceEqual(untouched.Published()));
        Directory.Delete(folder, recursive: true);

        static string Last(string text) => text.TrimEnd().Split('\n')[^1];
    }

    private static bool Mount(params string[] arguments) => Run("mount", arguments);

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>Another pipeline than the sample's.</summary>
[Pipeline]
internal sealed partial class Other
{
    [Source] public partial Source<Shop.Purchase> In { get; }

    [Sink] public partial Sink<Shop.Purchase> Out { get; }
}
