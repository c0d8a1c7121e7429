using System.Buffers;
using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>What came of <see cref="RecordCursor.TryTake"/>.</summary>
internal enum CursorStop
{
    /// <summary>A range is ready to be decoded.</summary>
    Range,

    /// <summary>A record is longer than the limit. The range is its start; the rest of its line is passed over by the next call.</summary>
    TooLong,

    /// <summary>No input is in hand.</summary>
    NothingInHand,

    /// <summary>This input has ended.</summary>
    InputEnded,
}

/// <summary>Cuts what a pipe gives into ranges that lie whole in one array and begin at a record.</summary>
/// <remarks>
/// A range is one of two things: a part of a segment of the pipe's buffer, which may hold many records and the start of one more; or, in the scratch, one record
/// that spans segments (every record, where each is copied), up to a line end. Where that line end was a quoted one, the next call adds the next line.
/// <para>What is left of a segment goes to the scratch, so that a pipe's buffer is always consumed whole and isn't held for a record that is still coming. The scratch
/// grows by new arrays and is used again only after <see cref="Release"/>, so that views into it stay valid.</para>
/// </remarks>
/// <param name="maxRecordBytes">Longest record, its line end not counted.</param>
/// <param name="copiesEach">Whether every record is copied to the scratch.</param>
internal sealed class RecordCursor(int maxRecordBytes, bool copiesEach)
{
    /// <summary>Bytes of a record that is too long that are kept to be shown.</summary>
    private const int ShownBytes = 4096;

    private const byte LineEnd = (byte)'\n';

    private readonly ReadPort _port = new();
    private readonly RecordScratch _scratch = new();
    private InputSegment _segment;
    private ReadOnlySequence<byte> _buffer;
    private SequencePosition _nextSegment;
    private long _bufferLeft;
    private bool _holdsBuffer;
    private bool _isLastBuffer;
    private bool _isStopping;
    private RangeKind _range;
    private int _rangeStart;
    private int _windowEnd;
    private bool _discards;
    private int _tooLongLines;

    private enum RangeKind
    {
        None,
        Segment,
        Scratch,
    }

    /// <summary>The array of the range.</summary>
    public byte[] Array { get; private set; } = [];

    /// <summary>Where the next record of the range begins.</summary>
    public int Position { get; set; }

    /// <summary>Where the range ends.</summary>
    public int End { get; private set; }

    /// <summary>Whether the input ends with the range.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Whether the range is the start of a record that is too long.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Where <see cref="Position"/> stands in the input, in bytes.</summary>
    public long Offset => _range == RangeKind.Scratch ? _scratch.Offset + (Position - _scratch.Start) : _segment.Offset + (Position - _segment.Position);

    /// <summary>Where the next record begins in the input, in bytes: the one whose beginning is kept until more of it comes, or where reading goes on.</summary>
    public long RecordOffset => _range != RangeKind.None ? Offset : _scratch.IsEmpty ? _segment.Offset : _scratch.Offset;

    /// <summary>Whether the record at <see cref="RecordOffset"/> is the rest of one that was too long, which was reported.</summary>
    public bool IsDiscarding => _discards && !IsTooLong;

    /// <summary>Line ends passed over with records that were too long, in this input.</summary>
    public long DiscardedLines { get; private set; }

    /// <summary>Bytes read, of all inputs.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of all inputs before <see cref="RecordOffset"/>.</summary>
    public long FinishedBytes => Bytes - (_segment.Offset + _segment.Length) + RecordOffset;

    /// <summary>A new input begins.</summary>
    public void Begin(PipeReader reader)
    {
        _port.Open(reader);
        _segment = default;
        DiscardedLines = 0;
    }

    /// <summary>An input goes on where another cursor left it.</summary>
    /// <param name="reader">Gives what lies behind the offset.</param>
    /// <param name="offset">What <see cref="RecordOffset"/> was.</param>
    /// <param name="isDiscarding">What <see cref="IsDiscarding"/> was.</param>
    public void Resume(PipeReader reader, long offset, bool isDiscarding)
    {
        Begin(reader);
        _segment = InputSegment.At(offset);
        _discards = isDiscarding;
    }

    /// <summary>Counts on from what another cursor had read.</summary>
    /// <param name="finishedBytes">What <see cref="FinishedBytes"/> was.</param>
    public void CountFrom(long finishedBytes) => Bytes = finishedBytes;

    /// <summary>Nothing more is read; what is in hand is still given out.</summary>
    public void Stop()
    {
        _isStopping = true;
        _port.Cancel();
    }

    /// <summary>Whether input was asked for and isn't in hand yet.</summary>
    public bool IsReading => _port.IsReading;

    /// <summary>Asks for input where none is in hand.</summary>
    /// <param name="wake">Called on any thread when there is some.</param>
    /// <returns>Whether there is some now.</returns>
    public bool StartReading(Action wake) => (_isStopping && !_port.IsReading) || _port.StartReading(wake);

    /// <summary>Takes the next range. Called when the one in hand is used up, or what is left of it is no whole record.</summary>
    /// <param name="mayAdvance">Whether memory may be given back: no view into it is in use.</param>
    public CursorStop TryTake(bool mayAdvance)
    {
        if (!TryLeaveRange())
            return CursorStop.TooLong;

        while (true)
        {
            if (!_segment.IsEmpty)
            {
                if (_discards)
                    Discard();
                else if (_segment.Array is not null && _scratch.IsEmpty && !copiesEach)
                    return TakeSegment();
                else if (AddLine() is var stop and not CursorStop.NothingInHand)
                    return stop;
            }
            else if (TryTakeSegment())
            {
            }
            else if (_isLastBuffer && !_scratch.IsEmpty)
            {
                return TakeLast();
            }
            else if (!mayAdvance)
            {
                return CursorStop.NothingInHand;
            }
            else if (_isLastBuffer || (_isStopping && !_port.IsReading))
            {
                return CursorStop.InputEnded;
            }
            else if (!TryRead())
            {
                return CursorStop.NothingInHand;
            }
        }
    }

    /// <summary>No view into a range is in use any more.</summary>
    /// <param name="poison">Whether to overwrite what was copied.</param>
    public void Release(bool poison)
    {
        if (_range == RangeKind.Scratch)
            _scratch.Consume(Position);

        _scratch.Release(poison);
        if (_range == RangeKind.Scratch)
            (Array, Position, End, _rangeStart) = (_scratch.Array, _scratch.Start, _scratch.End, _scratch.Start);
    }

    /// <summary>Ends this input.</summary>
    public void Complete(Exception? error = null)
    {
        GiveBack();
        _scratch.Clear();
        _segment = default;
        _isLastBuffer = _discards = IsTooLong = IsFinal = false;
        _range = RangeKind.None;
        Position = End;
        _port.Complete(error);
    }

    /// <summary>Settles what was consumed of the range. What is left of a segment goes to the scratch; false where it is too long.</summary>
    private bool TryLeaveRange()
    {
        RangeKind range = _range;
        _range = RangeKind.None;
        if (IsTooLong)
        {
            IsTooLong = false;
            DiscardedLines += _tooLongLines;
            _scratch.Clear();
            if (range == RangeKind.Segment)
                _segment.Consume(_windowEnd - _segment.Position);
        }
        else if (range == RangeKind.Scratch)
        {
            _scratch.Consume(Position);
            if (IsFinal && !_scratch.IsEmpty)
                throw new InvalidOperationException("The decoder asked for more bytes at the end of the input.");
        }
        else if (range == RangeKind.Segment)
        {
            _segment.Consume(Position - _segment.Position);
            if (Position == _rangeStart && End < _segment.End)
                return StartTooLongInSegment();

            if (Position < End && End == _segment.End)
                return TryKeepRest();
        }

        Position = End;
        return true;
    }

    private bool TryKeepRest()
    {
        _scratch.Append(_segment.Span, _segment.Offset);
        _segment.Consume(_segment.Length);
        Position = End;
        return _scratch.Span.TrimLineEnd().Length <= maxRecordBytes || StartTooLongInScratch(_scratch.Length, isLineEnded: false);
    }

    /// <summary>A window over the segment that holds no record over the limit: one that fills it is too long.</summary>
    private CursorStop TakeSegment()
    {
        int end = _segment.End;
        if (_segment.Length > maxRecordBytes + 1L)
        {
            end = _segment.Position + maxRecordBytes + 1;
            if (_segment.Array![end - 1] == '\r' && _segment.Array[end] == '\n')
                end++;
        }

        _range = RangeKind.Segment;
        _rangeStart = _segment.Position;
        _windowEnd = end;
        (Array, Position, End) = (_segment.Array!, _segment.Position, end);
        IsFinal = false;
        return CursorStop.Range;
    }

    private CursorStop TakeScratch(bool isFinal)
    {
        _range = RangeKind.Scratch;
        _rangeStart = _scratch.Start;
        (Array, Position, End, IsFinal) = (_scratch.Array, _scratch.Start, _scratch.End, isFinal);
        return CursorStop.Range;
    }

    /// <summary>The rest of the input, whose last record has no line end.</summary>
    private CursorStop TakeLast()
    {
        if (_scratch.Span.TrimLineEnd().Length <= maxRecordBytes)
            return TakeScratch(isFinal: true);

        StartTooLongInScratch(_scratch.Length, isLineEnded: true);
        return CursorStop.TooLong;
    }

    /// <summary>Adds the segment's bytes up to a line end to the record in the scratch; <see cref="CursorStop.NothingInHand"/> where there is no line end yet.</summary>
    private CursorStop AddLine()
    {
        ReadOnlySpan<byte> rest = _segment.Span;
        int lineEnd = rest.IndexOf(LineEnd);
        bool isLineEnded = lineEnd >= 0;
        ReadOnlySpan<byte> line = isLineEnded ? rest[..(lineEnd + 1)] : rest;
        if (_scratch.Length + (long)line.Length > maxRecordBytes + 2L || ContentLength(line) > maxRecordBytes)
        {
            int linesBefore = _scratch.Length;
            _scratch.Append(line[..Math.Min(line.Length, Math.Max(0, ShownBytes - _scratch.Length))], _segment.Offset);
            _segment.Consume(line.Length);
            StartTooLongInScratch(linesBefore, isLineEnded);
            return CursorStop.TooLong;
        }

        _scratch.Append(line, _segment.Offset);
        _segment.Consume(line.Length);
        return isLineEnded ? TakeScratch(isFinal: false) : CursorStop.NothingInHand;
    }

    /// <summary>Length of the record in the scratch with a line more, its line end not counted; a carriage return at the end may be half of one.</summary>
    private int ContentLength(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> content = line.TrimLineEnd();
        bool returnIsInScratch = content.IsEmpty && _scratch.Span is [.., (byte)'\r'];
        return _scratch.Length + content.Length - (returnIsInScratch ? 1 : 0);
    }

    /// <summary>The record fills the window over the segment: what lies behind the window is passed over up to a line end.</summary>
    private bool StartTooLongInSegment()
    {
        (_range, IsTooLong, _discards) = (RangeKind.Segment, true, true);
        _tooLongLines = _segment.Span[..(End - Position)].Count(LineEnd);
        End = Math.Min(End, Position + ShownBytes);
        return false;
    }

    /// <summary>The record in the scratch is too long; it is dropped once it was reported.</summary>
    /// <param name="linesBefore">Bytes of the scratch that may hold line ends of the record, those inside quotes.</param>
    /// <param name="isLineEnded">Whether the rest of its line was passed over already.</param>
    private bool StartTooLongInScratch(int linesBefore, bool isLineEnded)
    {
        TakeScratch(isFinal: false);
        IsTooLong = true;
        _discards = !isLineEnded;
        _tooLongLines = Array.AsSpan(Position, linesBefore).Count(LineEnd) + (isLineEnded ? 1 : 0);
        return false;
    }

    private void Discard()
    {
        int lineEnd = _segment.Span.IndexOf(LineEnd);
        _segment.Consume(lineEnd < 0 ? _segment.Length : lineEnd + 1);
        if (lineEnd < 0)
            return;

        _discards = false;
        DiscardedLines++;
    }

    private bool TryTakeSegment()
    {
        while (_bufferLeft > 0 && _buffer.TryGet(ref _nextSegment, out ReadOnlyMemory<byte> memory))
        {
            _bufferLeft -= memory.Length;
            Bytes += memory.Length;
            _segment.Take(memory);
            if (!_segment.IsEmpty)
                return true;
        }

        return false;
    }

    private bool TryRead()
    {
        GiveBack();
        if (!_port.TryRead(out ReadResult result))
            return false;

        _holdsBuffer = true;
        _buffer = result.Buffer;
        _bufferLeft = result.Buffer.Length;
        _nextSegment = result.Buffer.Start;
        _isLastBuffer = result.IsCompleted;
        return true;
    }

    private void GiveBack()
    {
        if (_holdsBuffer)
            _port.Advance(_buffer.End, _buffer.End);

        _holdsBuffer = false;
        _bufferLeft = 0;
        _buffer = default;
    }
}
