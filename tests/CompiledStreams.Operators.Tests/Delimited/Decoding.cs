using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.Delimited;

/// <summary>Runs a decoder as a source does: bytes come in pieces, events leave in blocks, bad records are passed over.</summary>
internal static class Decoding
{
    public sealed record Outcome<T>(List<T> Events, List<RecordError> Errors, long Lines);

    /// <summary>Decodes an input whose bytes come in hand up to each of some ends, and then whole.</summary>
    public static Outcome<T> Run<T>(RecordDecoder<T> decoder, byte[] input, int block = 256, params int[] ends)
        where T : struct
    {
        List<T> events = [];
        List<RecordError> errors = [];
        T[] into = new T[block];
        int position = 0;
        decoder.BeginInput();
        foreach (int end in ends.Append(input.Length))
        {
            bool isFinal = end == input.Length;

            // An array of its own that ends where the bytes do, with a little before them: what lies behind can't be read unseen.
            const int Before = 3;
            byte[] hand = [.. new byte[Before], .. input.AsSpan(position, end - position)];
            int at = Before;
            while (true)
            {
                DecodeResult result = decoder.Decode(hand, at, hand.Length, isFinal, into);
                foreach (T one in into.AsSpan(0, result.Count))
                    events.Add(one);

                at = result.Position;
                if (result.Stop == DecodeStop.NeedMore)
                    break;

                if (result.Stop == DecodeStop.BadRecord)
                {
                    int line = Array.IndexOf(hand, (byte)'\n', at);
                    int next = decoder.Error.Length > 0 ? at + decoder.Error.Length : line < 0 ? hand.Length : line + 1;
                    if (line < 0 && !isFinal)
                        break;

                    errors.Add(decoder.Error);
                    at = next;
                }
            }

            position += at - Before;
        }

        Assert.Equal(input.Length, position);
        return new Outcome<T>(events, errors, decoder.Lines);
    }

    public static Outcome<T> Run<T>(RecordDecoder<T> decoder, string input)
        where T : struct => Run(decoder, System.Text.Encoding.UTF8.GetBytes(input));

    public static DecoderOptions Options(Action<DelimitedOptions>? options = null, Validate validate = Validate.Structure) =>
        new(DelimitedFormat.With(options), validate);
}
