namespace CompiledStreams.Runtime;

/// <summary>The ports of a program that is never run: only its state is of interest.</summary>
internal sealed class ClosedPorts : LaneContext
{
    public override bool Poison => false;

    public override SourceReader<T> OpenSource<T>(
        int port, Func<DecoderOptions, RecordDecoder<T>>? jsonLines, Func<DecoderOptions, RecordDecoder<T>>? delimited) => new EventSource<T>(ReadOnlyMemory<T>.Empty);

    public override SinkWriter<T> OpenSink<T>(
        int port, Func<EncoderOptions, RecordEncoder<T>> jsonLines, Func<EncoderOptions, RecordEncoder<T>> delimited) => new DiscardingSink<T>("");
}
