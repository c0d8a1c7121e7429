using System.Buffers;
using System.IO.Pipelines;
using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Drives a lane's program on this thread as badly as a lane may: budgets of any size, sources with nothing in hand now and then, sinks that are full for a few steps,
/// and memory that is overwritten as soon as it may be.</summary>
internal sealed class LaneRun(PipelineDescription pipeline, IReadOnlyList<(Format Format, IReadOnlyList<byte[]> Pieces)> inputs, Random random) : LaneContext
{
    private readonly List<IBalkingSink> _sinks = [];

    public override bool Poison => true;

    /// <summary>What each sink got, as JSON lines.</summary>
    public Dictionary<string, byte[]> Outputs { get; } = [];

    /// <summary>The ids of what came to the probes, in the order in which it came.</summary>
    public List<int> Order { get; } = [];

    public void Run(Func<LaneContext, LaneProgram> create)
    {
        using LaneProgram program = create(this);
        int most = random.Next(3) switch { 0 => 3, 1 => 700, _ => 100_000 };
        while (true)
        {
            Step step = program.Run(1 + random.Next(most));
            if (step == Step.Completed)
                break;

            Assert.True(step != Step.Blocked || _sinks.Any(sink => sink.IsFull), "Blocked, and no sink is full.");
            foreach (IBalkingSink sink in _sinks)
                sink.Flush();
        }

        foreach (IBalkingSink sink in _sinks)
            Outputs[sink.Name] = sink.Written;
    }

    public override SourceReader<T> OpenSource<T>(int port, Func<DecoderOptions, RecordDecoder<T>>? jsonLines, Func<DecoderOptions, RecordDecoder<T>>? delimited)
    {
        (Format format, IReadOnlyList<byte[]> pieces) = inputs[port];
        return new PiecesSource<T>((format is DelimitedFormat ? delimited : jsonLines)!(new DecoderOptions(format, pipeline.Sources[port].Validate)), pieces, random);
    }

    public override SinkWriter<T> OpenSink<T>(int port, Func<EncoderOptions, RecordEncoder<T>> jsonLines, Func<EncoderOptions, RecordEncoder<T>> delimited)
    {
        string name = pipeline.Sinks[port].Name;
        BalkingSink<T> sink = new(name, jsonLines(new EncoderOptions(Format.JsonLines)), name[0] == 'O' ? Order : null, random);
        _sinks.Add(sink);
        return sink;
    }

    private sealed class PiecesSource<T> : SourceReader<T>
        where T : struct
    {
        private readonly RecordDecoder<T> _decoder;
        private readonly IReadOnlyList<byte[]> _pieces;
        private readonly Random _random;
        private byte[] _array = [];
        private T[] _block = [];
        private int _position;
        private int _taken;
        private bool _isCompleted;
        private bool _wasDry;
        private bool _isInHand;

        public PiecesSource(RecordDecoder<T> decoder, IReadOnlyList<byte[]> pieces, Random random)
        {
            (_decoder, _pieces, _random) = (decoder, pieces, random);
            decoder.BeginInput();
        }

        public override bool IsCompleted => _isCompleted;

        public override ReadOnlySpan<T> Read(int most)
        {
            Assert.False(_isInHand, "A block is taken in before the last one was released.");
            _wasDry = !_wasDry && _random.Next(4) == 0;
            if (_wasDry || _isCompleted)
                return default;

            _block = new T[_random.Next(3) == 0 ? 1 + _random.Next(Math.Min(most, LaneProgram.BlockSize)) : Math.Min(most, LaneProgram.BlockSize)];
            while (true)
            {
                DecodeResult result = _decoder.Decode(_array, _position, _array.Length, _taken == _pieces.Count, _block);
                if (result.Stop == DecodeStop.BadRecord)
                    Assert.Fail($"{_decoder.Error}: {System.Text.Encoding.UTF8.GetString(_array, result.Position, Math.Min(600, _array.Length - result.Position))}");

                _position = result.Position;
                if (result.Count > 0)
                {
                    _isInHand = true;
                    return _block.AsSpan(0, result.Count);
                }

                if (_taken == _pieces.Count)
                {
                    Assert.Equal(_array.Length, _position);
                    _isCompleted = true;
                    return default;
                }

                _array = [.. _array.AsSpan(_position), .. _pieces[_taken++]];
                _position = 0;
            }
        }

        public override void Release()
        {
            _isInHand = false;
            _decoder.EndBlock(poison: true);
            _array.AsSpan(0, _position).Fill((byte)'!');
            Array.Clear(_block);
        }
    }

    private interface IBalkingSink
    {
        string Name { get; }

        bool IsFull { get; }

        byte[] Written { get; }

        void Flush();
    }

    private sealed class BalkingSink<T>(string name, RecordEncoder<T> encoder, List<int>? order, Random random) : SinkWriter<T>, IBalkingSink
        where T : struct
    {
        private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
        private readonly ArrayBufferWriter<byte> _written = new();
        private readonly bool _isBusy = random.Next(3) == 0;
        private T[] _room = [];

        public string Name => name;

        public byte[] Written => _written.WrittenSpan.ToArray();

        public override Span<T> Reserve(int count) => _room = new T[count];

        public override void Commit(int count)
        {
            int before = _written.WrittenCount;
            encoder.Encode(_room.AsSpan(0, count), _pipe.Writer);
            _pipe.Writer.FlushAsync().AsTask().GetAwaiter().GetResult();
            if (_pipe.Reader.TryRead(out ReadResult read))
            {
                _written.Write(read.Buffer.ToArray());
                _pipe.Reader.AdvanceTo(read.Buffer.End);
            }

            if (order is not null)
                order.AddRange(OutputText.Ids(_written.WrittenSpan[before..].ToArray()));

            Array.Clear(_room);
            IsFull |= random.Next(4) == 0;
        }

        public void Flush() => IsFull = random.Next(_isBusy ? 2 : 5) == 0;
    }
}
