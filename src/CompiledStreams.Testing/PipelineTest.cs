using CompiledStreams.Runtime;

namespace CompiledStreams.Testing;

/// <summary>Runs a pipeline in memory, on the caller's thread: events that are pushed are finished when the call returns.</summary>
/// <typeparam name="TPipeline">The pipeline.</typeparam>
/// <remarks>Views are poisoned: memory behind the text and arrays of an event is overwritten as soon as the event is finished, so that an operator that keeps one fails its
/// test. Not safe for several threads.</remarks>
/// <example><code>
/// using PipelineTest&lt;CustomerSpending&gt; test = new(new CustomerSpending());
/// test.Push(p => p.Purchases, new Purchase(Timestamp.FromSeconds(1), Customer: 7, Amount: 2));
/// Assert.Equal([new Spending(7, 2, 2)], test.Values(p => p.Spendings));
/// </code></example>
public sealed class PipelineTest<TPipeline> : IDisposable
    where TPipeline : IPipeline
{
    private readonly TPipeline _pipeline;
    private readonly TestContext _context;
    private readonly LaneProgram _program;
    private readonly ProgramState _state;

    /// <summary>Makes the pipeline's loops, with empty state.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="poisonViews">Whether memory behind views is overwritten when they end.</param>
    /// <exception cref="ArgumentException">The compiler has not compiled the pipeline.</exception>
    public PipelineTest(TPipeline pipeline, bool poisonViews = true)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        if (pipeline is not ICompiledPipeline compiled)
            throw new ArgumentException($"{typeof(TPipeline).Name} was not compiled; mark it [Pipeline], make it partial, and build with the package's generator on.", nameof(pipeline));

        _pipeline = pipeline;
        _context = new TestContext(pipeline.Description, poisonViews);
        _program = compiled.CreateLane(_context);
        _state = new ProgramState(_program);
    }

    /// <summary>Pushes events into a source and runs until they are finished.</summary>
    /// <param name="source">Names the source: <c>p => p.Purchases</c>.</param>
    /// <param name="events">The events.</param>
    /// <exception cref="OperatorException">An operator threw.</exception>
    public void Push<T>(Func<TPipeline, Source<T>> source, params ReadOnlySpan<T> events)
        where T : struct
    {
        TestSource<T> port = Source(source);
        foreach (ref readonly T value in events)
        {
            port.Push(value);
            RunToIdle();
        }
    }

    /// <summary>Pushes raw JSON lines into a source and runs until they are finished; what has no line end yet waits for its rest.</summary>
    /// <param name="source">Names the source: <c>p => p.Purchases</c>.</param>
    /// <param name="lines">The lines, each with its line end but for a single one, which needs none.</param>
    /// <exception cref="BadRecordException">A line can't be decoded; the test's source can't be used after it.</exception>
    /// <exception cref="OperatorException">An operator threw.</exception>
    public void PushJson<T>(Func<TPipeline, Source<T>> source, string lines)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(lines);
        PushRecords(source, Format.JsonLines, lines.EndsWith('\n') ? lines : lines + "\n");
    }

    /// <summary>Pushes raw records into a source and runs until they are finished; what is no whole record yet waits for its rest.</summary>
    /// <param name="source">Names the source: <c>p => p.Purchases</c>.</param>
    /// <param name="format">The format of the records: one and the same for a source.</param>
    /// <param name="records">The records, such as a header and lines.</param>
    /// <exception cref="BadRecordException">A record can't be decoded; the test's source can't be used after it.</exception>
    /// <exception cref="OperatorException">An operator threw.</exception>
    public void PushRecords<T>(Func<TPipeline, Source<T>> source, Format format, string records)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(records);
        Source(source).Push(format, records);
        RunToIdle();
    }

    /// <summary>Ends every source and runs until all is finished; nothing can be pushed after it.</summary>
    public void Complete()
    {
        _context.CompleteSources();
        RunToIdle();
    }

    /// <summary>Takes the events that left through a sink since the last call for it, with what they mean.</summary>
    /// <param name="sink">Names the sink: <c>p => p.Spendings</c>.</param>
    public IReadOnlyList<Change<T>> Changes<T>(Func<TPipeline, Sink<T>> sink)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(sink);
        int port = sink(_pipeline).PortOf(_pipeline.Description);
        ChangeKind kind = _pipeline.Description.Sinks[port].Changes == CompiledStreams.Changes.Append ? ChangeKind.Append : ChangeKind.Upsert;
        return [.. _context.Sink<T>(port).Take().Select(value => new Change<T>(kind, value))];
    }

    /// <summary>Takes the events that left through a sink since the last call for it.</summary>
    /// <param name="sink">Names the sink: <c>p => p.Spendings</c>.</param>
    public IReadOnlyList<T> Values<T>(Func<TPipeline, Sink<T>> sink)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(sink);
        return _context.Sink<T>(sink(_pipeline).PortOf(_pipeline.Description)).Take();
    }

    /// <summary>The present result of an aggregate, or state of a process, for each key. Text in it is valid until the next push.</summary>
    /// <typeparam name="TKey">The key; <see cref="ValueTuple"/> where the aggregate is over the whole stream.</typeparam>
    /// <typeparam name="TResult">What the aggregate's <c>Result</c> gives, or the state of the process.</typeparam>
    /// <param name="aggregate">The name of the aggregate or process: <c>"Totals"</c>.</param>
    /// <exception cref="ArgumentException">There is no such aggregate, or its key or result is of another type; names what there is.</exception>
    public IReadOnlyDictionary<TKey, TResult> Results<TKey, TResult>(string aggregate)
        where TKey : notnull => new Dictionary<TKey, TResult>(_state.Results<TKey, TResult>(aggregate));

    /// <summary>Frees the state.</summary>
    public void Dispose() => _state.Dispose();

    private TestSource<T> Source<T>(Func<TPipeline, Source<T>> source)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(source);
        return _context.Source<T>(source(_pipeline).PortOf(_pipeline.Description));
    }

    private void RunToIdle()
    {
        try
        {
            while (_program.Run(int.MaxValue) == Step.Progress)
            {
            }
        }
        catch (Exception exception) when (exception is not PipelineException)
        {
            throw LaneFailure.Of(_program, _pipeline.Description, exception);
        }
    }
}
