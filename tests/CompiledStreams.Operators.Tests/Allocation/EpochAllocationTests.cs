namespace CompiledStreams.Operators.Tests.Allocation;

/// <summary>An epoch costs next to nothing of the collector's memory, whatever it saves.</summary>
[Collection(nameof(AllocationTests))]
public sealed class EpochAllocationTests
{
    private const int Million = 1_000_000;
    private const int Every = 100_000;
    private const int Measured = 3;
    private const int MostTries = 20;
    private const int LeastEpochs = 10;
    private const int MostBytes = 1024;

    [Fact]
    public void An_epoch_allocates_at_most_a_kilobyte_over_the_whole_process()
    {
        string folder = Directory.CreateTempSubdirectory("epochs-").FullName;
        try
        {
            string few = ClickFile.JsonLines(folder, Million, false), many = ClickFile.JsonLines(folder, 3 * Million, false);
            Measure(folder, few, out _);
            List<double> each = [];

            // Where the machine is busy the store falls behind and takes fewer epochs than are wanted: such a pair says nothing.
            for (int i = 0; i < MostTries && each.Count < Measured; i++)
            {
                long more = Measure(folder, many, out long manyEpochs), less = Measure(folder, few, out long fewEpochs);
                if (manyEpochs - fewEpochs >= LeastEpochs)
                    each.Add((more - less) / (double)(manyEpochs - fewEpochs));
            }

            Assert.True(each.Count > 0, $"No run of {MostTries} took {LeastEpochs} epochs.");
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
