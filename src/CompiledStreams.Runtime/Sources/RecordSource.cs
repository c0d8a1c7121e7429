using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>A source of records in a wire format, decoded in place.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <remarks>A block ends when it is full, when the input in hand ends, and before a record that stops the run, so that what came before it is finished first.</remarks>
internal sealed partial class RecordSource<T> : SourceReader<T>, ILaneSource, ICheckpointed
    where T : struct
{
    private readonly InputSequence _inputs;
    private readonly RecordDecoder<T> _decoder;
    private readonly BadRecordPolicy _policy;
    private readonly RecordCursor _cursor;
    private readonly T[] _block = new T[LaneProgram.BlockSize];
    private readonly int _maxRecordBytes;
    private readonly string _format;
    private readonly bool _hasHeader;
    private readonly bool _poison;
    private long _skippedLines;
    private long _events;
    private long _skipped;
    private bool _isCompleted;
    private bool _hasEnded;
    private bool _isStopping;
    private long _bytesAtStop = -1;
    private bool _isClosed;
    private bool _waitsForDeadLetters;

    /// <summary>Opens the first input.</summary>
    /// <exception cref="ConnectorException">It can't be opened.</exception>
    public RecordSource(InputSequence inputs, RecordDecoder<T> decoder, Format format, BadRecordPolicy policy, bool poison)
    {
        _inputs = inputs;
        _decoder = decoder;
        _policy = policy;
        _poison = poison;
        _maxRecordBytes = format.MaxRecordBytes;
        _format = FormatWords.Of(format);
        _hasHeader = format is DelimitedFormat { HasHeader: true };
        _cursor = new RecordCursor(format.MaxRecordBytes, copiesEach: poison);
        TryOpenNext();
    }

    public override bool IsCompleted => _isCompleted;

    public long Events => Volatile.Read(ref _events);

    /// <inheritdoc/>
    /// <remarks>What a stop left in hand isn't counted: it is read again.</remarks>
    public long Bytes => Volatile.Read(ref _bytesAtStop) is var bytes and >= 0 ? bytes : _cursor.Bytes;

    public long? TotalBytes => _inputs.TotalBytes;

    public long Skipped => Volatile.Read(ref _skipped);

    public override ReadOnlySpan<T> Read(int most)
    {
        if (!_isCompleted && MayStopHere)
            EndStopped();
        if (_isCompleted)
            return default;

        int room = _poison ? 1 : Math.Min(most, LaneProgram.BlockSize);
        int count = 0;
        _waitsForDeadLetters = false;
        while (count < room)
        {
            if ((_cursor.Position == _cursor.End || _cursor.IsTooLong) && !TryTake(count))
                break;

            DecodeResult result = _decoder.Decode(_cursor.Array, _cursor.Position, _cursor.End, _cursor.IsFinal, _block.AsSpan(count, room - count));
            _cursor.Position = result.Position;
            count += result.Count;
            if (result.Stop == DecodeStop.NeedMore && !TryTake(count))
                break;
            if (result.Stop == DecodeStop.BadRecord && !TryPassBadRecord(count))
                break;
        }

        Volatile.Write(ref _events, _events + count);
        return _block.AsSpan(0, count);
    }

    public override void Release()
    {
        _decoder.EndBlock(_poison);
        _cursor.Release(_poison);
    }

    public bool StartReading(Action wake)
    {
        if (_isCompleted)
            return false;
        if (_waitsForDeadLetters)
            return !_policy.DeadLetters!.IsFull;

        try
        {
            return _cursor.StartReading(wake);
        }
        catch (Exception exception) when (exception is not PipelineException)
        {
            throw Failure(exception);
        }
    }

    public void Stop()
    {
        _isStopping = true;
        _cursor.Stop();
    }

    public void Complete(Exception? error)
    {
        _isCompleted = _isClosed = true;
        _cursor.Complete(error);
    }

    /// <summary>Whether a stop needn't wait for what is in hand: files can be read again, and what came through a pipe can't.</summary>
    private bool MayStopHere => _isStopping && _inputs.IsReplayable && !_cursor.IsReading;

    /// <summary>Takes the next range, over the ends of inputs and past records that are too long.</summary>
    /// <param name="count">Events of the block that were decoded already.</param>
    private bool TryTake(int count)
    {
        while (true)
        {
            if (_cursor.IsTooLong && !TryPassTooLong(count))
                return false;

            switch (Take(mayAdvance: count == 0))
            {
                case CursorStop.Range:
                    return true;
                case CursorStop.NothingInHand:
                    return false;
                case CursorStop.InputEnded:
                    if (!TryPassEnd())
                        return false;
                    break;
            }
        }
    }

    private CursorStop Take(bool mayAdvance)
    {
        try
        {
            return _cursor.TryTake(mayAdvance);
        }
        catch (Exception exception) when (exception is not (InvalidOperationException or PipelineException))
        {
            throw Failure(exception);
        }
    }

    /// <summary>Goes to the next input. Where the source ends, a file stays open and its place known, for the last epoch.</summary>
    private bool TryPassEnd()
    {
        _isCompleted = _hasEnded = !_isStopping && !_inputs.HasNext;
        if (_isStopping)
            EndStopped();
        else if (!_hasEnded)
            ReachEnd();
        if (!_isCompleted || !_inputs.IsReplayable)
            _cursor.Complete();

        return !_isCompleted && TryOpenNext();
    }

    private void EndStopped()
    {
        try
        {
            _inputs.CheckFinished();
        }
        catch (Exception exception) when (exception is ChangedInputException or IOException or UnauthorizedAccessException)
        {
            throw Failure(exception);
        }

        if (_inputs.IsReplayable)
            Volatile.Write(ref _bytesAtStop, _cursor.FinishedBytes);

        _isCompleted = true;
    }

    private void ReachEnd()
    {
        try
        {
            _inputs.ReachEnd();
        }
        catch (IOException exception)
        {
            throw Failure(exception);
        }
    }

    private bool TryOpenNext()
    {
        try
        {
            if (!_inputs.TryOpenNext(out PipeReader? reader))
            {
                _isCompleted = _hasEnded = true;
                return false;
            }

            _cursor.Begin(reader);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(exception);
        }

        _decoder.BeginInput();
        _skippedLines = 0;
        return true;
    }

    /// <summary>Passes over a bad record, once it is in hand: to where the decoder says that it ends, or else to its first line end.</summary>
    private bool TryPassBadRecord(int count)
    {
        ReadOnlySpan<byte> rest = _cursor.Array.AsSpan(_cursor.Position, _cursor.End - _cursor.Position);
        int length = _decoder.Error.Length;
        if (length == 0)
        {
            int lineEnd = rest.IndexOf((byte)'\n');
            if (lineEnd < 0 && !_cursor.IsFinal)
                return TryTake(count);

            length = lineEnd < 0 ? rest.Length : lineEnd + 1;
        }

        ReadOnlySpan<byte> record = rest[..length];
        if (!TryReport(count, _decoder.Error, record))
            return false;

        _cursor.Position += length;
        _skippedLines += record.Count((byte)'\n');
        return true;
    }

    private bool TryPassTooLong(int count) =>
        TryReport(
            count,
            new RecordError(null, _maxRecordBytes == 1 << 20 ? "is longer than the limit of 1 MiB (MaxRecordBytes)" : "is longer than the limit (MaxRecordBytes)", 0),
            _cursor.Array.AsSpan(_cursor.Position, _cursor.End - _cursor.Position));

    /// <summary>Does with a bad record what the policy says; false where the block must be finished or the dead letters flushed first.</summary>
    private bool TryReport(int count, RecordError error, ReadOnlySpan<byte> record)
    {
        long line = Lines + 1;
        bool isHeader = error.IsHeader || _hasHeader && line == 1;
        if (_policy.Stops || isHeader)
        {
            if (count > 0)
                return false;

            throw new BadRecordException(_policy.Source, _inputs.Name, line, _cursor.Offset + error.Offset, error.Field, error.Reason, record, isHeader);
        }

        if (_policy.DeadLetters is { } deadLetters)
        {
            if (deadLetters.IsFull)
            {
                _waitsForDeadLetters = true;
                return false;
            }

            deadLetters.Write(new DeadLetter(_policy.Source, _inputs.Name, line, _cursor.Offset, error), record);
        }

        Volatile.Write(ref _skipped, _skipped + 1);
        return true;
    }

    private ConnectorException Failure(Exception exception) => new(
        exception is ChangedInputException
            ? $"Source '{_policy.Source}' can't go on: {exception.Message}"
            : $"Source '{_policy.Source}' can't read {(_inputs.Name is { } file ? $"file '{file}'" : "its input")}: {exception.Message}",
        exception);
}
