using System.Buffers;
using System.IO.Pipelines;
using CompiledStreams.Runtime.Tests;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Runs a whole pipeline through the public surface: inputs that come in pieces or lie in memory, outputs through pipes that hold a few bytes and are read slowly.</summary>
internal sealed class PipeRun(PipelineDescription pipeline, IReadOnlyList<SourceInput> inputs, Random random)
{
    private readonly List<Task> _others = [];

    /// <summary>What each sink got, in the format that it was bound to.</summary>
    public Dictionary<string, byte[]> Outputs { get; } = [];

    /// <summary>The ids of what came to the probes, in the order in which it came.</summary>
    public List<int> Order { get; } = [];

    /// <summary>The sinks that write delimited text.</summary>
    public HashSet<string> Delimited { get; } = [];

    /// <summary>The dead letters of each source, or null where they are only counted.</summary>
    public byte[]?[] DeadLetters { get; } = new byte[]?[inputs.Count];

    public RunSummary Run(RunPipeline run)
    {
        IInput[] from = [.. inputs.Select(Input)];
        OnError[] onError = [.. inputs.Select((_, i) => random.Next(2) == 0 ? OnError.Skip : OnError.DeadLetter(Output(random, written => DeadLetters[i] = written, Format.JsonLines)))];
        Dictionary<string, IOutput> to = pipeline.Sinks.Where(sink => sink.Name[0] != 'O').ToDictionary(sink => sink.Name, sink => Output(random, written =>
        {
            lock (Outputs)
                Outputs[sink.Name] = written;
        }, FormatOf(sink.Name)));
        RunSummary summary = run(from, onError, to, Order, random.Next(4) == 0);
        Task.WhenAll(_others).GetAwaiter().GetResult();
        return summary;
    }

    // Null and empty text are one to the reader of delimited text that the tests have: only items, which have no nulls, are written so.
    private Format FormatOf(string sink)
    {
        if (sink[0] == 'R' || random.Next(3) > 0)
            return Format.JsonLines;

        Delimited.Add(sink);
        return Format.Delimited;
    }

    private IInput Input(SourceInput input)
    {
        int[] cuts = [.. Enumerable.Range(0, random.Next(2) == 0 ? random.Next(4) : random.Next(60)).Select(_ => random.Next(input.Bytes.Length + 1))];
        if (random.Next(2) == 0)
            return Memory.From(Segments.Cut(input.Bytes, cuts, isNative: random.Next(4) == 0), input.Format);

        Pipe pipe = new(new PipeOptions(useSynchronizationContext: false));
        _others.Add(Feed(pipe.Writer, input.Bytes, [.. cuts.Order()], random.Next()));
        return Pipes.From(pipe.Reader, input.Format);
    }

    private IOutput Output(Random random, Action<byte[]> done, Format format)
    {
        int pause = random.Next(3) switch { 0 => 1, 1 => 1 + random.Next(5_000), _ => 65_536 };
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: pause, resumeWriterThreshold: random.Next(2) == 0 ? 1 : Math.Max(1, pause / 2), useSynchronizationContext: false));
        _others.Add(Drain(pipe.Reader, done, random.Next()));
        return Pipes.To(pipe.Writer, format);
    }

    private static async Task Feed(PipeWriter writer, byte[] bytes, int[] cuts, int seed)
    {
        Random random = new(seed);
        await Task.Yield();
        int start = 0;
        foreach (int end in (int[])[.. cuts, bytes.Length])
        {
            await Dawdle(random);
            if ((await writer.WriteAsync(bytes.AsMemory(start..end))).IsCompleted)
                break;

            start = end;
        }

        await writer.CompleteAsync();
    }

    private static async Task Drain(PipeReader reader, Action<byte[]> done, int seed)
    {
        Random random = new(seed);
        ArrayBufferWriter<byte> written = new();
        await Task.Yield();
        while (true)
        {
            ReadResult read = await reader.ReadAsync();
            await Dawdle(random);
            ReadOnlySequence<byte> taken = read.Buffer.Slice(0, read.Buffer.Length < 100_000 && random.Next(2) == 0 ? read.Buffer.Length : Math.Min(read.Buffer.Length, 1 + random.Next(20_000)));
            written.Write(taken.ToArray());
            reader.AdvanceTo(taken.End);
            if (read.IsCompleted && taken.Length == read.Buffer.Length)
                break;
        }

        await reader.CompleteAsync();
        done(written.WrittenSpan.ToArray());
    }

    private static async Task Dawdle(Random random)
    {
        switch (random.Next(20))
        {
            case 0:
                await Task.Delay(1);
                break;
            case < 10:
                await Task.Yield();
                break;
        }
    }
}
