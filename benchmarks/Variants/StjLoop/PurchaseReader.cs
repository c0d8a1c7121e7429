using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace CompiledStreams.Benchmarks.Variants.StjLoop;

/// <summary>Reads lines from a pipe with System.Text.Json, one object each. The codec of all interpreted variants.</summary>
internal sealed class PurchaseReader(PipeReader pipe)
{
    private ReadOnlySequence<byte> _unread;
    private ReadOnlyMemory<byte> _segment;
    private int _offset;
    private bool _reading;
    private bool _completed;

    public bool TryRead(out PurchaseLine line)
    {
        while (true)
        {
            // Most lines lie in one segment.
            var rest = _segment.Span[_offset..];
            var length = rest.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _offset += length + 1;
                line = JsonSerializer.Deserialize(rest[..length], LineTypes.Default.PurchaseLine)!;
                return true;
            }

            if (TryReadAcross(out line!))
                return true;
            if (_completed && _unread.IsEmpty)
                return false;
        }
    }

    public IEnumerable<PurchaseLine> ReadAll()
    {
        while (TryRead(out var line))
            yield return line;
    }

    /// <summary>Reads a line that lies in several segments, or fetches more bytes.</summary>
    private bool TryReadAcross(out PurchaseLine? line)
    {
        _unread = _unread.Slice(_offset);
        SelectSegment();
        line = null;
        if (_unread.PositionOf((byte)'\n') is { } end)
        {
            line = Deserialize(_unread.Slice(0, end));
            _unread = _unread.Slice(_unread.GetPosition(1, end));
            SelectSegment();
            return true;
        }

        if (_completed)
        {
            if (_unread.IsEmpty)
                return false;

            line = Deserialize(_unread);
            _unread = default;
            SelectSegment();
            return true;
        }

        if (_reading)
            pipe.AdvanceTo(_unread.Start, _unread.End);
        var read = pipe.ReadAsync().Preserve().GetAwaiter().GetResult();
        _reading = true;
        _completed = read.IsCompleted;
        _unread = read.Buffer;
        SelectSegment();
        return false;
    }

    private void SelectSegment()
    {
        _segment = _unread.First;
        _offset = 0;
    }

    private static PurchaseLine Deserialize(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize(ref reader, LineTypes.Default.PurchaseLine)!;
    }
}
