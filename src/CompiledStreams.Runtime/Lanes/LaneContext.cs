using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What a lane's program is made with: its ports, as they are bound.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LaneContext
{
    /// <summary>Whether views are overwritten as soon as they end, so that a leaked one fails at once.</summary>
    public abstract bool Poison { get; }

    /// <summary>Opens what a source port is bound to.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="port">The port's number.</param>
    /// <param name="jsonLines">Makes the decoder of JSON lines, or null where the source doesn't admit them.</param>
    /// <param name="delimited">Makes the decoder of delimited text, or null where the source doesn't admit it.</param>
    public abstract SourceReader<T> OpenSource<T>(
        int port, Func<DecoderOptions, RecordDecoder<T>>? jsonLines, Func<DecoderOptions, RecordDecoder<T>>? delimited)
        where T : struct;

    /// <summary>Opens what a sink port is bound to.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="port">The port's number.</param>
    /// <param name="jsonLines">Makes the encoder of JSON lines.</param>
    /// <param name="delimited">Makes the encoder of delimited text.</param>
    public abstract SinkWriter<T> OpenSink<T>(
        int port, Func<EncoderOptions, RecordEncoder<T>> jsonLines, Func<EncoderOptions, RecordEncoder<T>> delimited)
        where T : struct;
}
