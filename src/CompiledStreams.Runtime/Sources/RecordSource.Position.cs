namespace CompiledStreams.Runtime;

/// <summary>The source's place in its files, as an epoch holds it.</summary>
internal sealed partial class RecordSource<T>
{
    /// <summary>Bytes that are enough for most headers.</summary>
    private const int UsualHeader = 4096;

    public string Part => $"source '{_policy.Source}'";

    private long Lines => _decoder.Lines + _skippedLines + _cursor.DiscardedLines;

    /// <summary>Writes the counts, and where the inputs are files, the place of the next record. A record that stopped the run is the next one.</summary>
    public void Save(StateWriter position)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        position.Write(_inputs.IsReplayable);
        position.Write(_events);
        position.Write(_skipped);
        position.Write(_cursor.FinishedBytes);
        if (!_inputs.IsReplayable)
            return;

        position.Write(_format);
        SourcePosition place = new(_cursor.RecordOffset, Lines, _cursor.IsDiscarding, _hasEnded);
        place.Save(position);
        try
        {
            ((FileSequence)_inputs).Save(position, place.Offset);
        }
        catch (IOException exception)
        {
            throw Failure(exception);
        }
    }

    public void Restore(ref StateReader position)
    {
        bool wasReplayable = position.ReadBoolean();
        _events = position.ReadInt64();
        _skipped = position.ReadInt64();
        _cursor.CountFrom(position.ReadInt64());
        if (wasReplayable != _inputs.IsReplayable)
            throw Changed($"it was bound to {(wasReplayable ? "files" : "what can be read only once")} then, and is bound to {(wasReplayable ? "what can be read only once" : "files")} now", null);
        if (!wasReplayable)
            return;

        if (position.ReadString() is var format && format != _format)
            throw Changed($"it was read as {format}, and is bound as {_format} now", null);

        SourcePosition place = SourcePosition.Read(ref position);
        try
        {
            RestoreFiles(ref position, place);
        }
        catch (ChangedInputException exception)
        {
            throw Changed(exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Failure(exception);
        }
    }

    private void RestoreFiles(ref StateReader position, SourcePosition place)
    {
        FileSequence files = (FileSequence)_inputs;
        _isCompleted = _hasEnded = place.IsCompleted && !files.Follows;
        _cursor.Complete();
        files.Restore(ref position, place);
        if (!_isCompleted && !TryPassBeginning(files, place.Offset))
        {
            _decoder.BeginInput();
            _cursor.CountFrom(_cursor.Bytes - place.Offset);
            place = default;
        }

        _decoder.EndBlock(_poison);
        _cursor.Resume(files.GoTo(place.Offset, isEnd: _isCompleted), place.Offset, place.IsDiscarding);
        _skippedLines = place.Lines - _decoder.Lines;
    }

    /// <summary>Shows the decoder what it has read of the file before its first record, such as a header; false where it hadn't passed that.</summary>
    private bool TryPassBeginning(FileSequence files, long offset)
    {
        if (offset == 0)
            return false;

        using FileBytes file = files.OpenAgain();
        byte[] bytes = [];
        while (true)
        {
            int length = bytes.Length;
            Array.Resize(ref bytes, (int)Math.Min(offset, Math.Max(UsualHeader, 2L * length)));
            while (length < bytes.Length)
                length += file.Read(bytes.AsSpan(length)) is > 0 and int count ? count : throw new IOException("it got shorter while it was read");

            _decoder.BeginInput();
            DecodeStop stop = _decoder.Decode(bytes, 0, length, isFinal: length == offset, into: default).Stop;
            if (stop != DecodeStop.NeedMore || length == offset)
                return stop == DecodeStop.Full;
        }
    }

    private BindingException Changed(string difference, Exception? exception) =>
        new($"Source '{_policy.Source}' can't go on where its saved state left it: {difference}; bring its input back as it was, or start afresh without the saved state (.StartFresh(), or --fresh where the program has it)", exception);
}
