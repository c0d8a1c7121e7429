using System.Security.Cryptography;
using System.Text.Json;

namespace CompiledStreams.Recovery.Tests;

/// <summary>A folder that can't be written is one error that names it; once it can be, the run goes on as if nothing had been.</summary>
public class ReadOnlyTests(Purchases purchases) : IClassFixture<Purchases>
{
    private const int Killed = 137;

    [Theory]
    [InlineData("state", "state")]
    [InlineData("out", "out")]
    [InlineData(".", "out")]
    public void A_first_run_names_the_folder_and_leaves_nothing_that_the_next_one_stumbles_over(string folder, string named)
    {
        using Sample sample = OrdinaryUser.Sample(purchases.Input);
        using ReadOnlyFolder locked = new(sample, folder);

        AssertRefused(sample, Path.Combine(sample.Folder, named));
        Assert.Empty(Files(sample.Output));

        locked.Unlock();
        AssertCompletes(sample, restoredEpoch: null);
    }

    [Theory]
    [InlineData("state", "-R")]
    [InlineData("state/rocksdb")]
    public void A_restart_names_the_folder_of_the_checkpoints_and_loses_none(string folder, params string[] howDeep)
    {
        using Sample sample = OrdinaryUser.Sample(purchases.Input);
        Assert.Equal(Killed, sample.Run("after-head:4").ExitCode);
        long epoch = sample.HeadEpoch();
        using ReadOnlyFolder locked = new(sample, folder, howDeep);
        string[] before = Contents(sample);

        AssertRefused(sample, Path.Combine(sample.Folder, folder));
        Assert.Equal(before, Contents(sample));

        locked.Unlock();
        AssertCompletes(sample, epoch);
    }

    /// <summary>Where only the folder is read-only, the part that was open is written on, and can't be renamed in the end.</summary>
    [Theory]
    [InlineData]
    [InlineData("-R")]
    public void A_restart_names_the_folder_of_the_parts_and_shows_them_all_when_it_can(params string[] howDeep)
    {
        using Sample sample = OrdinaryUser.Sample(purchases.Input);
        Assert.Equal(Killed, sample.Run("after-head:4").ExitCode);
        using ReadOnlyFolder locked = new(sample, "out", howDeep);

        AssertRefused(sample, sample.Output);
        AssertRefused(sample, sample.Output);

        locked.Unlock();
        AssertCompletes(sample, sample.HeadEpoch());
    }

    [Theory]
    [InlineData("state")]
    [InlineData("state/rocksdb")]
    [InlineData("out")]
    [InlineData("out", "-R")]
    public void A_fresh_start_that_could_not_delete_all_names_the_folder_and_deletes_nothing(string folder, params string[] howDeep)
    {
        using Sample sample = OrdinaryUser.Sample(purchases.Input);
        Assert.Equal(Killed, sample.Run("after-head:4").ExitCode);
        long epoch = sample.HeadEpoch();
        using ReadOnlyFolder locked = new(sample, folder, howDeep);
        string[] before = Contents(sample);

        AssertRefused(sample, Path.Combine(sample.Folder, folder), "--fresh");
        Assert.Equal(before, Contents(sample));

        locked.Unlock();
        AssertCompletes(sample, epoch);
    }

    private static void AssertRefused(Sample sample, string folder, params string[] more)
    {
        (int exitCode, string output, string error) = sample.Run(null, more);
        Assert.True(exitCode == 1, $"It ended with {exitCode}\n{output}\n{error}");
        string message = error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Contains(folder, message, StringComparison.Ordinal);
        Assert.Matches("denied|can't be written", message);
        Assert.DoesNotContain(".;", message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private void AssertCompletes(Sample sample, long? restoredEpoch)
    {
        JsonElement summary = sample.Complete();
        JsonElement restored = summary.GetProperty("restoredEpoch");
        Assert.Equal(restoredEpoch, restored.ValueKind == JsonValueKind.Null ? null : restored.GetInt64());
        Assert.True(sample.Published().AsSpan().SequenceEqual(purchases.Expected));
    }

    /// <summary>Every file but LOCK, in which a run writes its process id before anything else.</summary>
    // LOCK and .owner name the process that opened them last.
    private static string[] Contents(Sample sample) =>
        [.. Files(sample.Folder).Where(file => Path.GetFileName(file) is not ("LOCK" or ".owner")).Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")];

    private static IEnumerable<string> Files(string folder) =>
        !Directory.Exists(folder) ? [] : Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>A folder of the sample's that nobody may write, until it is unlocked.</summary>
    private sealed class ReadOnlyFolder : IDisposable
    {
        private readonly string _path;
        private readonly string[] _howDeep;

        public ReadOnlyFolder(Sample sample, string name, params string[] howDeep)
        {
            (_path, _howDeep) = (Path.Combine(sample.Folder, name), howDeep);
            OrdinaryUser.Make(_path);
            OrdinaryUser.SetMode(_path, [.. howDeep, "a-w"]);
        }

        public void Unlock() => OrdinaryUser.SetMode(_path, [.. _howDeep, "u+w"]);

        public void Dispose()
        {
            if (Directory.Exists(_path))
                Unlock();
        }
    }
}
