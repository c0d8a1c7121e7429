namespace CompiledStreams.Operators.Tests.Allocation;

/// <summary>Events cost no memory of the collector's: a run over two million of them allocates what a run over one million does. Figures are the whole process's, so nothing else
/// runs beside.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Million = 1_000_000;
    private const int Tries = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keys_that_are_numbers_allocate_nothing(bool hasBadRecords) => AllocatesNothing(
        hasBadRecords, ClickFile.JsonLines, (input, output) => new StaysOfUsers().Read(p => p.Clicks, Files.JsonLines(input), OnError.Skip).Write(p => p.Totals, Files.JsonLines(output)).RunAsync());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keys_and_state_that_are_text_allocate_nothing(bool hasBadRecords) => AllocatesNothing(
        hasBadRecords, ClickFile.JsonLines, (input, output) => new UsersOfPages().Read(p => p.Clicks, Files.JsonLines(input), OnError.Skip).Write(p => p.Totals, Files.JsonLines(output)).RunAsync());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Delimited_text_allocates_nothing(bool hasBadRecords) => AllocatesNothing(
        hasBadRecords, ClickFile.Delimited, (input, output) => new UsersOfPages().Read(p => p.Clicks, Files.Delimited(input), OnError.Skip).Write(p => p.Totals, Files.Delimited(output)).RunAsync());

    [Fact]
    public void Owed_output_and_unions_allocate_nothing() => AllocatesNothing(
        false, ClickFile.JsonLines, (input, output) => new PagesTwice().Read(p => p.Clicks, Files.JsonLines(input), OnError.Skip).Write(p => p.Totals, Files.JsonLines(output)).RunAsync());

    [Fact]
    public void Processes_that_keep_and_remove_state_allocate_nothing() => AllocatesNothing(
        false, ClickFile.JsonLines, (input, output) => new Visits().Read(p => p.Clicks, Files.JsonLines(input), OnError.Skip)
            .Write(p => p.Totals, Files.JsonLines(output)).Write(p => p.Left, Files.JsonLines(output + ".left")).RunAsync());

    private static void AllocatesNothing(bool hasBadRecords, Func<string, int, bool, string> write, Func<string, string, Task<RunSummary>> run)
    {
        string folder = Directory.CreateTempSubdirectory("allocation-").FullName;
        try
        {
            string one = write(folder, Million, hasBadRecords), two = write(folder, 2 * Million, hasBadRecords), output = Path.Combine(folder, "out");
            Measure(one, output, hasBadRecords, run);

            // What the process does beside the run is seen too, now and then: what the run allocates would be seen each time.
            long[] differences = [.. Enumerable.Range(0, Tries).Select(_ => Measure(two, output, hasBadRecords, run) - Measure(one, output, hasBadRecords, run))];
            Assert.True(differences.Min() < 1024, $"The second million allocates {string.Join(", ", differences)} bytes.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long Measure(string input, string output, bool hasBadRecords, Func<string, string, Task<RunSummary>> run)
    {
        File.Delete(output);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Task<RunSummary> running = run(input, output);
        Assert.True(((IAsyncResult)running).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(120)));
        using RunSummary summary = running.GetAwaiter().GetResult();
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.True(summary.Events % Million == 0 && summary.Events > 0);
        Assert.Equal(hasBadRecords ? summary.Events / 500 : 0, summary.Sources[0].Skipped);
        Assert.True(summary.Sinks[0].Events >= summary.Events);
        return allocated;
    }
}
