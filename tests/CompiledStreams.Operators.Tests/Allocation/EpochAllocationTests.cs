namespace CompiledStreams.Operators.Tests.Allocation;

/// <summary>An epoch costs next to nothing of the collector's memory, whatever it saves.</summary>
[Collection(nameof(AllocationTests))]
public sealed class EpochAllocationTests
{
    private const int Million = 1_000_000;
    private const int Every = 100_000;
    private const int Tries = 3;
    private const int MostBytes = 1024;

    [Fact]
    public void An_epoch_allocates_at_most_a_kilobyte_over_the_whole_process()
    {
        string folder = Directory.CreateTempSubdirectory("epochs-").FullName;
        try
        {
            string one = ClickFile.JsonLines(folder, Million, false), two = ClickFile.JsonLines(folder, 2 * Million, false);
            Measure(folder, one, out _);
            List<double> each = [];
            for (int i = 0; i < Tries; i++)
            {
                long second = Measure(folder, two, out long twoEpochs), first = Measure(folder, one, out long oneEpochs);
                Assert.True(twoEpochs - oneEpochs >= Million / Every, $"{oneEpochs} and {twoEpochs} epochs");
                each.Add((second - first) / (double)(twoEpochs - oneEpochs));
            }

            Assert.True(each.Min() <= MostBytes, $"An epoch allocates {string.Join(", ", each)} bytes.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long Measure(string folder, string input, out long epochs)
    {
        string state = Path.Combine(folder, "state"), output = Path.Combine(folder, "parts");
        foreach (string old in new[] { state, output }.Where(Directory.Exists))
            Directory.Delete(old, recursive: true);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        Task<RunSummary> running = new UsersOfPages()
            .Read(p => p.Clicks, Files.JsonLines(input), OnError.Skip)
            .Write(p => p.Totals, Files.Parts(output, Format.JsonLines))
            .WithCheckpoints(state, everyEvents: Every)
            .RunAsync();
        Assert.True(((IAsyncResult)running).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(120)));
        using RunSummary summary = running.GetAwaiter().GetResult();
        epochs = summary.Epochs;
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
