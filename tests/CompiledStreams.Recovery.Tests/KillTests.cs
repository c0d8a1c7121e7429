using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CompiledStreams.Recovery.Tests;

/// <summary>The sample is killed, started again, and must have written what a run that nobody disturbed writes.</summary>
public class KillTests(Purchases purchases, ITestOutputHelper output) : IClassFixture<Purchases>
{
    private const int Killed = 137;
    private const int FewestEpochs = 3;

    private static int KillsAtEachPoint => Number("RECOVERY_KILLS", 5);

    private static int RandomKills => Number("RECOVERY_RANDOM_KILLS", 20);

    private static int Seed => Number("RECOVERY_SEED", Environment.TickCount);

    public static TheoryData<string> Points => [.. Store.CrashPoint.Names];

    [Theory]
    [MemberData(nameof(Points))]
    public void Killed_at_a_named_point_it_loses_nothing_and_repeats_nothing(string point)
    {
        using Sample sample = new(purchases.Input);
        List<long> epochs = [];
        for (int kill = 0; kill < KillsAtEachPoint; kill++)
        {
            sample.Clear();

            // What happens once a part only happens at the end.
            int before = point is "before-rename" or "after-rename" ? 0 : FewestEpochs + (kill % 3);
            (int exitCode, _, string error) = sample.Run($"{point}:{before}");
            Assert.True(exitCode == Killed, $"It ended with {exitCode} and wasn't killed at {point}:{before}.\n{error}");
            epochs.Add(sample.Epochs());
            Assert.True(epochs[^1] >= FewestEpochs, $"Only {epochs[^1]} epochs were committed before {point}:{before}.");
            AssertGoesOn(sample, epochs[^1]);
        }

        output.WriteLine($"{point}: killed {epochs.Count} times, behind epochs {string.Join(", ", epochs)}");
    }

    [Fact]
    public void Killed_at_random_moments_it_loses_nothing_and_repeats_nothing()
    {
        int seed = Seed;
        output.WriteLine($"RECOVERY_SEED={seed}");
        Random random = new(seed);
        using Sample sample = new(purchases.Input);
        int counted = 0;
        for (int tried = 0; counted < RandomKills; tried++)
        {
            Assert.True(tried < 10 * RandomKills, $"Only {counted} of {tried} runs were alive behind {FewestEpochs} epochs (RECOVERY_SEED={seed}).");
            using Process process = sample.Start(crashAt: null);
            bool isAlive = sample.WaitFor(sample.HeadEpoch() + FewestEpochs, process);
            Thread.Sleep(random.Next(20));
            process.Kill();
            (int exitCode, _, string error) = Sample.End(process);
            Assert.True(exitCode is 0 or Killed, $"It ended with {exitCode} (RECOVERY_SEED={seed})\n{error}");
            if (isAlive && exitCode == Killed)
                counted++;

            // Some kills in a row, then to the end.
            if (exitCode == 0 || random.Next(3) == 0 || counted == RandomKills)
            {
                AssertGoesOn(sample, sample.Epochs());
                sample.Clear();
            }
        }

        output.WriteLine($"{counted} kills behind {FewestEpochs} epochs or more each (RECOVERY_SEED={seed})");
    }

    private void AssertGoesOn(Sample sample, long epochs)
    {
        JsonElement summary = sample.Complete();
        Assert.Equal(epochs, summary.GetProperty("restoredEpoch").ValueKind == JsonValueKind.Null ? 0 : summary.GetProperty("restoredEpoch").GetInt64());
        byte[] published = sample.Published();
        Assert.True(published.AsSpan().SequenceEqual(purchases.Expected), $"{published.Length} bytes were published, and {purchases.Expected.Length} are right; they differ from byte {published.AsSpan().CommonPrefixLength(purchases.Expected)} on.");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
