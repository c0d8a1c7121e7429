using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.JsonLines;

/// <summary>Runs a decoder as a source does, over input that comes in pieces, and says what came of it as text.</summary>
internal static class Decoding
{
    public static DecoderOptions Options(Validate validate = Validate.Structure, Format? format = null) => new(format ?? Format.JsonLines, validate);

    /// <summary>All events as text, one a line; at a bad record the reason, which ends it.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="input">The input.</param>
    /// <param name="show">An event as text, while its views live.</param>
    /// <param name="cuts">Where the pieces end, in order.</param>
    /// <param name="block">Events a block.</param>
    public static string Run<T>(RecordDecoder<T> decoder, byte[] input, Func<T, string> show, int[]? cuts = null, int block = 256)
        where T : struct
    {
        StringBuilder result = new();
        decoder.BeginInput();
        T[] into = new T[block];
        int position = 0;
        int moved = 0;
        foreach (int end in (int[])[.. cuts ?? [], input.Length])
        {
            // Each piece comes in an array of its own, which is as long as it must be and no longer: reading past the end would show.
            byte[] array = input[moved..end];
            while (true)
            {
                DecodeResult step = decoder.Decode(array, position - moved, array.Length, end == input.Length, into);
                foreach (T one in into.AsSpan(0, step.Count))
                    result.Append(show(one)).Append('\n');

                decoder.EndBlock(poison: true);
                position = moved + step.Position;
                if (step.Stop == DecodeStop.BadRecord)
                    return result.Append($"{decoder.Error.Field ?? "record"} {decoder.Error.Reason}").ToString();

                if (step.Stop == DecodeStop.NeedMore)
                    break;

                Assert.Equal(block, step.Count);
            }

            moved = position;
        }

        Assert.Equal(input.Length, position);
        return result.Append($"{decoder.Lines} lines").ToString();
    }

    public static string Encode<T>(RecordEncoder<T> encoder, params T[] events)
        where T : struct
    {
        ArrayBufferWriter<byte> bytes = new();
        encoder.Encode(events, new BufferPipe(bytes));
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>A pipe's writer over memory that gives no byte more than was asked for.</summary>
    private sealed class BufferPipe(ArrayBufferWriter<byte> bytes) : PipeWriter
    {
        private byte[] _room = [];

        public override void Advance(int count) => bytes.Write(_room.AsSpan(0, count));

        public override Memory<byte> GetMemory(int sizeHint = 0) => _room = new byte[sizeHint];

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;
    }
}
