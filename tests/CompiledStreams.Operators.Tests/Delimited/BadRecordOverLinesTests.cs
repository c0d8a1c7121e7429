using System.Buffers;

namespace CompiledStreams.Operators.Tests.Delimited;

[Event]
public readonly partial record struct Remark(int Id, Utf8Text Words);

[Pipeline]
public sealed partial class Remarks
{
    [Source] public partial Source<Remark> In { get; }

    [Sink] public partial Sink<Remark> Out { get; }
}

public class BadRecordOverLinesTests
{
    // The bad record's second line would be a good record by itself.
    private const string Rows = "id,words\n1,a\nx,\"first\n2,second\"\n3,c\ny,d\n";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task A_bad_record_with_a_quoted_line_end_is_passed_over_whole(int segment)
    {
        List<(int Id, string Words)> kept = [];
        using RunSummary run = await new Remarks()
            .Read(p => p.In, Memory.From(Cut(System.Text.Encoding.UTF8.GetBytes(Rows), segment), Format.Delimited), OnError.Skip)
            .Write(p => p.Out, Memory.To(kept, (Remark r) => (r.Id, r.Words.ToString())))
            .RunAsync();

        Assert.Equal([(1, "a"), (3, "c")], kept);
        Assert.Equal(2, run.Sources[0].Skipped);
    }

    [Fact]
    public async Task The_lines_of_a_bad_record_that_was_skipped_count()
    {
        using TempFile letters = new();
        using RunSummary run = await new Remarks()
            .Read(p => p.In, Memory.From(System.Text.Encoding.UTF8.GetBytes(Rows), Format.Delimited), OnError.DeadLetter(Files.JsonLines(letters.Path)))
            .Write(p => p.Out, Memory.Discard)
            .RunAsync();

        string[] lines = File.ReadAllLines(letters.Path);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"line\":3", lines[0], StringComparison.Ordinal);
        Assert.Contains("2,second", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"line\":6", lines[1], StringComparison.Ordinal);
    }

    private static ReadOnlySequence<byte> Cut(byte[] bytes, int length)
    {
        Segment first = new(bytes.AsMemory(0, Math.Min(length, bytes.Length)), 0), last = first;
        for (int at = length; at < bytes.Length; at += length)
            last = last.Append(bytes.AsMemory(at, Math.Min(length, bytes.Length - at)));

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex) => (Memory, RunningIndex) = (memory, runningIndex);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            Segment next = new(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }

    private sealed class TempFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"letters-{Guid.NewGuid():N}.jsonl");

        public void Dispose() => File.Delete(Path);
    }
}
