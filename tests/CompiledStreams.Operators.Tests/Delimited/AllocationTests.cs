using CompiledStreams.Operators.Tests.Allocation;
using System.IO.Pipelines;
using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.Delimited;

public class AllocationTests
{
    [Fact]
    public void Decoding_and_encoding_allocate_nothing_in_steady_state()
    {
        string row = "1,plain,\"quoted, \"\"twice\"\"\",5,\n2,x,,bad,\n";
        byte[] input = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row, 200)));
        NoteDelimitedDecoder<NoteAllFields> decoder = new(Decoding.Options(o => o.WithoutHeader()));
        NoteDelimitedEncoder encoder = new(new EncoderOptions(DelimitedFormat.With(null)));
        PipeWriter writer = PipeWriter.Create(Stream.Null);
        Note[] into = new Note[64];

        long Pass()
        {
            int position = 0;
            int bad = 0;
            decoder.BeginInput();
            while (position < input.Length)
            {
                DecodeResult result = decoder.Decode(input, position, input.Length, true, into);
                encoder.Encode(into.AsSpan(0, result.Count), writer);
                writer.FlushAsync().GetAwaiter().GetResult();
                decoder.EndBlock(poison: false);
                position = result.Position;
                if (result.Stop == DecodeStop.BadRecord)
                {
                    position += decoder.Error.Length;
                    bad++;
                }
            }

            return bad;
        }

        Assert.Equal(200, Pass());
        Assert.Equal(0, SteadyState.AllocatedBytes(() => Pass()));
    }
}
