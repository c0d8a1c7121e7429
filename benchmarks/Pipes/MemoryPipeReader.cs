using System.Buffers;
using System.IO.Pipelines;

namespace CompiledStreams.Benchmarks.Pipes;

/// <summary>
/// A pipe whose bytes are in memory already, in segments of 256 KiB. A read hands out what was not consumed, and one more
/// segment if all of it was examined; lines cross from segment to segment. Allocates nothing after its construction.
/// </summary>
public sealed class MemoryPipeReader : PipeReader
{
    public const int SegmentSize = 256 * 1024;

    private readonly Segment[] _segments;
    private int _first;      // the segment of the first byte that was not consumed
    private int _offset;     // its place in that segment
    private int _handed;     // segments handed out so far
    private bool _examined = true;

    public MemoryPipeReader(byte[] bytes)
    {
        var count = Math.Max(1, (bytes.Length + SegmentSize - 1) / SegmentSize);
        _segments = new Segment[count];
        for (var i = count - 1; i >= 0; i--)
        {
            var start = (long)i * SegmentSize;
            var part = bytes.AsSpan((int)start, (int)Math.Min(SegmentSize, bytes.Length - start)).ToArray();
            _segments[i] = new Segment(part, i, start, i + 1 < count ? _segments[i + 1] : null);
        }
    }

    public void Rewind()
    {
        _first = _offset = _handed = 0;
        _examined = true;
    }

    public override bool TryRead(out ReadResult result)
    {
        if (_examined && _handed < _segments.Length)
            _handed++;
        _examined = false;

        var last = _segments[_handed - 1];
        var bytes = new ReadOnlySequence<byte>(_segments[_first], _offset, last, last.Memory.Length);
        result = new ReadResult(bytes, isCanceled: false, isCompleted: _handed == _segments.Length);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        TryRead(out var result);
        return new ValueTask<ReadResult>(result);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (consumed.GetObject() is Segment segment)
        {
            _first = segment.Index;
            _offset = consumed.GetInteger();
            if (_offset == segment.Memory.Length && _first + 1 < _handed)
            {
                _first++;
                _offset = 0;
            }
        }

        var last = _segments[_handed - 1];
        _examined = examined.GetObject() == last && examined.GetInteger() == last.Memory.Length;
    }

    public override void CancelPendingRead() { }

    public override void Complete(Exception? exception = null) { }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, int index, long start, Segment? next)
        {
            Memory = bytes;
            RunningIndex = start;
            Index = index;
            Next = next;
        }

        public int Index { get; }
    }
}
