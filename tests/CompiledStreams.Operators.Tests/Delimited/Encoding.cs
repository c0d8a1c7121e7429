using System.IO.Pipelines;
using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.Delimited;

/// <summary>Runs an encoder into memory.</summary>
internal static class Encoding
{
    public static byte[] Bytes<T>(RecordEncoder<T> encoder, params ReadOnlySpan<T> events)
        where T : struct
    {
        MemoryStream stream = new();
        PipeWriter writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true, minimumBufferSize: 128));
        try
        {
            encoder.WriteHeader(writer);
            encoder.Encode(events, writer);
        }
        finally
        {
            writer.Complete();
        }

        return stream.ToArray();
    }

    public static string Text<T>(RecordEncoder<T> encoder, params ReadOnlySpan<T> events)
        where T : struct => System.Text.Encoding.UTF8.GetString(Bytes(encoder, events));
}
