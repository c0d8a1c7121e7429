namespace CompiledStreams.Runtime;

/// <summary>Opens the ports of a run as they are bound.</summary>
internal sealed class RunContext(PipelineDescription pipeline, RunBindings bindings, BlockPool pool) : LaneContext
{
    private readonly OutletSettings _outlets = new(pool, bindings.Clock, bindings.Checkpoints is not null) { Store = bindings.Checkpoints?.Directory };
    private readonly ILaneSource?[] _sources = new ILaneSource?[pipeline.Sources.Count];
    private readonly ILaneSink?[] _sinks = new ILaneSink?[pipeline.Sinks.Count];
    private readonly List<DeadLetterSink> _deadLetters = [];
    private volatile IReadOnlyList<OperatorState> _states = [];

    public override bool Poison { get; } = bindings.PoisonsViews || PoisonSwitch.IsOn;

    /// <summary>The sources that are open, in the order of their ports.</summary>
    public ILaneSource[] Sources => [.. _sources.OfType<ILaneSource>()];

    /// <summary>The sinks that are open, those of dead letters too.</summary>
    public ILaneSink[] Sinks => [.. _sinks.OfType<ILaneSink>(), .. _deadLetters];

    /// <summary>The state of each operator, once the run has begun.</summary>
    public IReadOnlyList<OperatorState> States => _states;

    /// <summary>What keeps the outputs for this run.</summary>
    public IReadOnlyList<OutputOwner> Owners => _outlets.Owners;

    /// <summary>Checks that files which are opened later can be.</summary>
    /// <exception cref="ConnectorException">One can't be read.</exception>
    public void CheckInputs()
    {
        for (int port = 0; port < pipeline.Sources.Count; port++)
        {
            if (bindings.Source(port).Input is FileBinding files)
                SourceOpening.CheckReadable(pipeline.Sources[port].Name, files);
        }
    }

    /// <summary>The ports are open and the state is there: says that the run begins.</summary>
    public void Begin(LaneProgram program)
    {
        _states = program.States;
        bindings.Begun?.Invoke();
    }

    public override SourceReader<T> OpenSource<T>(
        int port, Func<DecoderOptions, RecordDecoder<T>>? jsonLines, Func<DecoderOptions, RecordDecoder<T>>? delimited)
    {
        SourceDescription source = pipeline.Sources[port];
        SourceBinding binding = bindings.Source(port);
        SourceReader<T> reader = binding.Input switch
        {
            EventMemory<T> memory => new EventSource<T>(memory.Events),
            EventSequence<T> sequence => new SequenceSource<T>(sequence.Events, source.Name),
            IInput input => OpenRecords(source, input, binding.OnError, Decoders.Make(source, input.Format, jsonLines, delimited)),
            _ => throw new BindingException($"Source '{source.Name}' can't read {binding.Description}: no reader for it is known"),
        };
        _sources[port] = (ILaneSource)reader;
        return reader;
    }

    public override SinkWriter<T> OpenSink<T>(
        int port, Func<EncoderOptions, RecordEncoder<T>> jsonLines, Func<EncoderOptions, RecordEncoder<T>> delimited)
    {
        SinkDescription sink = pipeline.Sinks[port];
        SinkBinding binding = bindings.Sink(port);
        SinkWriter<T> writer = binding.Output switch
        {
            EventList<T> list => new ListSink<T>(sink.Name, list.List),
            IKeeper<T> keeper => new KeepingSink<T>(sink.Name, keeper),
            EventArray<T> array => new ArraySink<T>(sink.Name, array.Array),
            DiscardOutput => new DiscardingSink<T>(sink.Name),
            IOutput output => OpenRecords(sink, output, output.Format is DelimitedFormat ? delimited : jsonLines),
            _ => throw new BindingException($"Sink '{sink.Name}' can't write to {binding.Description}: no writer for it is known"),
        };
        _sinks[port] = (ILaneSink)writer;
        return writer;
    }

    /// <summary>The counts of the ports, in the order of the pipeline's text.</summary>
    public IReadOnlyList<SourceSummary> SummarizeSources() =>
        [.. pipeline.Sources.Zip(_sources, (port, source) => new SourceSummary(port.Name, source?.Events ?? 0, source?.Bytes ?? 0, source?.Skipped ?? 0))];

    /// <inheritdoc cref="SummarizeSources"/>
    public IReadOnlyList<SinkSummary> SummarizeSinks() =>
        [.. pipeline.Sinks.Zip(_sinks, (port, sink) => new SinkSummary(port.Name, sink?.Events ?? 0, sink?.Bytes ?? 0))];

    /// <inheritdoc cref="SummarizeSources"/>
    public IReadOnlyList<SourceProgress> SourceProgress() =>
        [.. pipeline.Sources.Zip(_sources, (port, source) =>
            new SourceProgress(port.Name, source?.Events ?? 0, source?.Bytes ?? 0, source?.TotalBytes, source?.Skipped ?? 0))];

    private RecordSource<T> OpenRecords<T>(SourceDescription source, IInput input, OnError onError, RecordDecoder<T> decoder)
        where T : struct
    {
        BadRecordPolicy policy = new(source.Name, onError.Stops, OpenDeadLetters(source.Name, onError));
        return new RecordSource<T>(SourceOpening.Open(source.Name, input, pool, bindings.Clock), decoder, input.Format, policy, Poison);
    }

    private EncodedSink<T> OpenRecords<T>(SinkDescription sink, IOutput output, Func<EncoderOptions, RecordEncoder<T>> encoder)
        where T : struct
    {
        string name = $"Sink '{sink.Name}'";
        RecordEncoder<T> records = encoder(new EncoderOptions(output.Format));
        FileHeader? header = output.Format is DelimitedFormat { HasHeader: true } delimited ? new FileHeader(name, delimited, records.WriteHeader) : null;
        Outlet outlet = SinkOpening.Open(name, output, _outlets, header);
        return outlet.Epochs is null
            ? new EncodedSink<T>(sink.Name, outlet, records, output.Format)
            : new CheckpointedSink<T>(sink.Name, outlet, records, output.Format);
    }

    private DeadLetterSink? OpenDeadLetters(string source, OnError onError)
    {
        if (onError.DeadLetters is not { } output || output is DiscardOutput)
            return null;

        Outlet outlet = SinkOpening.Open($"The dead letters of source '{source}'", output, _outlets);
        DeadLetterSink sink = outlet.Epochs is null ? new DeadLetterSink(source, outlet) : new CheckpointedDeadLetterSink(source, outlet);
        _deadLetters.Add(sink);
        return sink;
    }
}
