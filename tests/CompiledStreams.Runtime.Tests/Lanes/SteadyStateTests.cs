using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace CompiledStreams.Runtime.Tests;

/// <summary>What a run holds and allocates while it goes on.</summary>
public class SteadyStateTests
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2_000)]
    public async Task A_run_from_file_to_file_allocates_nothing_for_its_second_million_events(bool hasBadRecords, long skipped)
    {
        using TempFolder folder = new();
        WriteRows(folder["in.jsonl"], 2_000_000, hasBadRecords);

        // The runtime itself allocates now and then on a busy machine, so the lowest of a few tries counts; what a run allocates is in each.
        long lowest = long.MaxValue;
        for (int attempt = 0; attempt < 4 && lowest > 1023; attempt++)
        {
            using Process child = ChildProcess.Start("allocations", folder["in.jsonl"], folder[$"out{attempt}.jsonl"]);
            string[] result = (await child.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(120))).Split(' ', StringSplitOptions.TrimEntries);
            lowest = Math.Min(lowest, long.Parse(result[0], CultureInfo.InvariantCulture));
            Assert.Equal([skipped, 2_000_000], result[1..].Select(n => long.Parse(n, CultureInfo.InvariantCulture)));
        }

        Assert.InRange(lowest, 0, 1023);
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
        bindings.BindSource(pipeline.Description, 0, new SourceBinding(Files.JsonLines(folder["in.jsonl"]), "a file", Format.JsonLines, OnError.Stop, () => false));
        bindings.BindSink(pipeline.Description, 0, new SinkBinding(Pipes.To(output.Writer, Format.JsonLines), "a pipe", Changes.All, IsTransactional: false));

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
                writer.Write(i % 2000 == 7 ? "x,1\n" : $"1,{new string('y', 100)}\n");

            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{i % 1000},{i % 97 + 1},\"text {i % 13}\"\n"));
        }
    }
}
