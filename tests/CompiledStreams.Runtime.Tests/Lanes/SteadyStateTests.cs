using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace CompiledStreams.Runtime.Tests;

/// <summary>What a run holds and allocates while it goes on. Whole-process figures, so nothing else runs beside.</summary>
[CollectionDefinition(nameof(SteadyStateTests), DisableParallelization = true)]
[Collection(nameof(SteadyStateTests))]
public class SteadyStateTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_from_file_to_file_allocates_nothing_for_its_second_million_events(bool hasBadRecords)
    {
        using TempFolder folder = new();
        string input = folder["in.jsonl"];
        WriteRows(input, 2_000_000, hasBadRecords);
        long[] allocated = new long[3];
        long seen = 0;
        TotalsPipeline pipeline = new()
        {
            Inspect = _ =>
            {
                seen++;
                if (seen is 200_000 or 1_000_000 or 1_900_000)
                    allocated[seen / 900_000] = GC.GetTotalAllocatedBytes(precise: true);
            },
        };

        using RunSummary summary = Wait(pipeline.Read(p => p.Rows, Files.JsonLines(input), OnError.Skip).Write(p => p.Updates, Files.JsonLines(folder["out.jsonl"])).RunAsync());

        Assert.Equal(hasBadRecords ? 2_000 : 0, summary.Sources[0].Skipped);
        Assert.InRange(allocated[2] - allocated[1], 0, 1023);
        Assert.InRange(allocated[1] - allocated[0], 0, 1023);
    }

    [Fact]
    public async Task A_million_events_into_a_slow_sink_keep_memory_flat()
    {
        const int Events = 1_000_000;
        using TempFolder folder = new();
        WriteRows(folder["in.jsonl"], Events, hasBadRecords: false);
        using CountingMemoryPool pipeBlocks = new();
        Pipe output = new(new PipeOptions(pipeBlocks, useSynchronizationContext: false));
        BlockPool blocks = new();
        RunBindings bindings = new();
        TotalsPipeline pipeline = new();
        bindings.BindSource(pipeline.Description, 0, new SourceBinding(Files.JsonLines(folder["in.jsonl"]), "a file", Format.JsonLines, OnError.Stop));
        bindings.BindSink(pipeline.Description, 0, new SinkBinding(Pipes.To(output.Writer, Format.JsonLines), "a pipe", Changes.All));

        Task<RunSummary> run = PipelineRunner.RunAsync(pipeline, bindings, blocks, CancellationToken.None);

        // A thousand events at a time for a while, as the reader asks for them; then all the rest.
        long read = 0;
        for (int second = 0; second < 100; second++)
            read += await ReadLinesAsync(output.Reader, 1_000);

        Assert.False(run.IsCompleted);
        Assert.InRange(read, 100_000, 100_000);
        Assert.InRange(blocks.InUse, 1, 1);
        Assert.InRange(pipeBlocks.MostInUse, 1, 64);

        int mostWhileSlow = pipeBlocks.MostInUse;
        while (await ReadLinesAsync(output.Reader, int.MaxValue) is > 0 and long more)
            read += more;

        (await run).Dispose();
        Assert.Equal(Events, read);
        Assert.InRange(pipeBlocks.MostInUse, 1, 2 * mostWhileSlow);
        Assert.Equal((0, 1), (blocks.InUse, blocks.MostInUse));
    }

    private static async Task<long> ReadLinesAsync(PipeReader reader, int most)
    {
        long lines = 0;
        while (lines < most)
        {
            ReadResult result = await reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
            SequencePosition consumed = result.Buffer.Start;
            while (lines < most && result.Buffer.Slice(consumed).PositionOf((byte)'\n') is { } lineEnd)
            {
                consumed = result.Buffer.GetPosition(1, lineEnd);
                lines++;
            }

            bool isOver = result.IsCompleted && result.Buffer.Slice(consumed).IsEmpty;
            reader.AdvanceTo(consumed, lines < most ? result.Buffer.End : consumed);
            if (isOver || (most == int.MaxValue && lines > 0))
                break;
        }

        return lines;
    }

    private static void WriteRows(string path, int count, bool hasBadRecords)
    {
        using StreamWriter writer = new(path, append: false, new UTF8Encoding(false), 1 << 16);
        for (int i = 0; i < count; i++)
        {
            if (hasBadRecords && i % 1000 == 7)
                writer.Write(i % 2000 == 7 ? "x,1\n" : "1,2,\"never closed\n\"3\n");

            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{i % 1000},{i % 97 + 1},\"text {i % 13}\"\n"));
        }
    }

    /// <summary>Waits without a continuation of the test's, which would allocate while the run goes on.</summary>
    private static RunSummary Wait(Task<RunSummary> run)
    {
        Assert.True(((IAsyncResult)run).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(120)));
        return run.GetAwaiter().GetResult();
    }
}
