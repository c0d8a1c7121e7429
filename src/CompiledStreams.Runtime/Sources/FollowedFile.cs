using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>A file that may grow: at its end there is nothing now, until a later file is there and this one was read to its end once more.</summary>
/// <remarks>Looked at ten times a second. What is looked up for it runs on any thread, but only while the lane waits for it.</remarks>
/// <param name="path">The file.</param>
/// <param name="hasLater">Whether a later file is there.</param>
/// <param name="findLater">Looks whether one is there now.</param>
/// <param name="clock">Says when to look.</param>
internal sealed class FollowedFile(string path, bool hasLater, Func<bool> findLater, TimeProvider clock) : FileBytes
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(100);

    private readonly PlainFile _file = new(path);
    private readonly byte[] _buffer = new byte[FileMark.Reach];
    private PeriodicTimer? _timer;

    // The file as it was when its end was reached last; null once more of it was read.
    private FileMark? _end;
    private DateTime _endWritten;
    private bool _hasLater = hasLater;

    public override SafeFileHandle Handle => _file.Handle;

    public override long Consumed => _file.Consumed;

    public override bool HasEnded => _hasLater;

    public override int Read(Span<byte> into)
    {
        long before = Consumed;
        int count = _file.Read(into);
        if (count == 0)
            ReachEnd();
        else if (before == _end?.Position)
            LeaveEnd();

        return count;
    }

    public override void Skip(long count) => _file.Skip(count);

    /// <remarks>At the end it is the mark that was taken there: one that is taken now could be of another file's bytes.</remarks>
    public override FileMark Mark(long offset, Span<byte> buffer)
    {
        if (_end is { } end && offset == end.Position)
            return end;

        CheckEnd();
        return _file.Mark(offset, buffer);
    }

    public override async ValueTask WaitAsync()
    {
        using PeriodicTimer timer = new(s_lookEvery, clock);
        _timer = timer;
        while (!HasMore() && await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
        }
    }

    public override void CancelWait() => _timer?.Dispose();

    public override void Dispose()
    {
        CancelWait();
        _file.Dispose();
    }

    private void ReachEnd()
    {
        if (_end?.Position == Consumed)
            return;

        CheckNotShorter(RandomAccess.GetLength(Handle));
        _endWritten = File.GetLastWriteTimeUtc(Handle);
        _end = FileMark.Of(Handle, Consumed, _buffer);
    }

    private void LeaveEnd()
    {
        CheckEnd();
        _end = null;
    }

    /// <summary>The file was written to: what was read of it must still be there.</summary>
    private void LookAgain()
    {
        DateTime written = File.GetLastWriteTimeUtc(Handle);
        CheckEnd();
        _endWritten = written;
    }

    private void CheckEnd()
    {
        if (_end?.Difference(Handle) is { } difference)
            throw new IOException($"it was cut and written anew while it was followed: it {difference}; a file that is followed may only be appended to, so give what is new a file of its own, and follow both by a pattern");
    }

    private void CheckNotShorter(long length)
    {
        if (length < Consumed)
            throw new IOException($"it got shorter: it is {length} bytes long, and {Consumed} were read; a file that is followed may only be appended to");
    }

    private bool HasMore()
    {
        long length = CheckedLength();
        CheckNotShorter(length);
        if (File.GetLastWriteTimeUtc(Handle) != _endWritten)
            LookAgain();

        _hasLater = length == Consumed && findLater();
        return _hasLater || length > Consumed;
    }

    /// <summary>The length of the open file. One that only grows is at least as long as before it was asked for by its path, and at most as after.</summary>
    private long CheckedLength()
    {
        long before = RandomAccess.GetLength(Handle);
        long byPath = RegularFile.Length(path);
        long after = RandomAccess.GetLength(Handle);
        if (after >= before && (byPath < before || byPath > after))
            throw new IOException("it was replaced by another file, or deleted; a file that is followed may only be appended to: give what comes after it a name of its own, and follow both by a pattern");

        return after;
    }
}
