using System.IO.Pipelines;
using System.Text.Json;

namespace CompiledStreams.Benchmarks.Variants.StjLoop;

/// <summary>Writes lines to a pipe with System.Text.Json and one writer for all of them. The codec of all interpreted variants.</summary>
internal sealed class SpendingWriter(PipeWriter pipe)
{
    private const int FlushSize = 64 * 1024;

    private readonly Utf8JsonWriter _json = new(pipe, new JsonWriterOptions { SkipValidation = true });

    public void Write(SpendingLine line)
    {
        JsonSerializer.Serialize(_json, line, LineTypes.Default.SpendingLine);
        _json.Flush();
        _json.Reset();
        pipe.GetSpan(1)[0] = (byte)'\n';
        pipe.Advance(1);
        if (pipe.UnflushedBytes >= FlushSize)
            Flush();
    }

    public void Flush() => pipe.FlushAsync().Preserve().GetAwaiter().GetResult();
}
