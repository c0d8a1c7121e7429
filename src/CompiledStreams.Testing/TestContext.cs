using CompiledStreams.Runtime;

namespace CompiledStreams.Testing;

/// <summary>Ports that a test pushes into and reads from.</summary>
internal sealed class TestContext(PipelineDescription pipeline, bool poison) : LaneContext
{
    private readonly Dictionary<int, ITestSource> _sources = [];
    private readonly Dictionary<int, SinkWriter> _sinks = [];

    public override bool Poison => poison;

    public override SourceReader<T> OpenSource<T>(
        int port, Func<DecoderOptions, RecordDecoder<T>>? jsonLines, Func<DecoderOptions, RecordDecoder<T>>? delimited)
    {
        SourceDescription description = pipeline.Sources[port];
        TestSource<T> source = new(description.Name, format => Decoders.Make(description, format, jsonLines, delimited), poison);
        _sources[port] = source;
        return source;
    }

    public override SinkWriter<T> OpenSink<T>(
        int port, Func<EncoderOptions, RecordEncoder<T>> jsonLines, Func<EncoderOptions, RecordEncoder<T>> delimited)
    {
        TestSink<T> sink = new();
        _sinks[port] = sink;
        return sink;
    }

    public TestSource<T> Source<T>(int port)
        where T : struct => (TestSource<T>)_sources[port];

    public TestSink<T> Sink<T>(int port)
        where T : struct => (TestSink<T>)_sinks[port];

    public void CompleteSources()
    {
        foreach (ITestSource source in _sources.Values)
            source.Complete();
    }
}
