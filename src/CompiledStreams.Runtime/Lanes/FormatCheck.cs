namespace CompiledStreams.Runtime;

/// <summary>Makes the decoders and encoders of a run's ports, and opens nothing: whether their formats fit the events is known before a run.</summary>
internal sealed class FormatCheck : LaneContext
{
    private readonly PipelineDescription _pipeline;
    private readonly RunBindings _bindings;
    private FormatMistake? _mistake;

    private FormatCheck(PipelineDescription pipeline, RunBindings bindings) => (_pipeline, _bindings) = (pipeline, bindings);

    public override bool Poison => false;

    /// <summary>The first mistake, or null.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="bindings">Bindings of every port.</param>
    public static FormatMistake? Find(ICompiledPipeline pipeline, RunBindings bindings)
    {
        FormatCheck check = new(pipeline.Description, bindings);
        pipeline.CreateLane(check).Dispose();
        return check._mistake;
    }

    public override SourceReader<T> OpenSource<T>(
        int port, Func<DecoderOptions, RecordDecoder<T>>? jsonLines, Func<DecoderOptions, RecordDecoder<T>>? delimited)
    {
        SourceDescription source = _pipeline.Sources[port];
        if (_bindings.Source(port).Input is IInput input)
            Try(source.Name, () => Decoders.Make(source, input.Format, jsonLines, delimited));

        return new EventSource<T>(ReadOnlyMemory<T>.Empty);
    }

    public override SinkWriter<T> OpenSink<T>(
        int port, Func<EncoderOptions, RecordEncoder<T>> jsonLines, Func<EncoderOptions, RecordEncoder<T>> delimited)
    {
        SinkDescription sink = _pipeline.Sinks[port];
        if (_bindings.Sink(port).Output is IOutput { Format: { } format })
            Try(sink.Name, () => (format is DelimitedFormat ? delimited : jsonLines)(new EncoderOptions(format)));

        return new DiscardingSink<T>(sink.Name);
    }

    private void Try(string port, Func<object> make)
    {
        try
        {
            make();
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            _mistake ??= new FormatMistake(port, exception);
        }
    }
}
