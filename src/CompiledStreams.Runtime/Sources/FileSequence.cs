using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>Files that are read one after the other.</summary>
internal sealed class FileSequence : InputSequence
{
    private readonly FileBinding _binding;
    private readonly BlockPool _pool;
    private readonly TimeProvider _clock;
    private readonly byte[] _markBuffer = new byte[FileMark.Reach];
    private FileList _files;
    private FileBytes? _open;
    private FileMark _end;
    private DateTime _endWritten;
    private volatile FileList? _found;

    public FileSequence(FileBinding binding, BlockPool pool, TimeProvider clock)
    {
        _binding = binding;
        _pool = pool;
        _clock = clock;
        _files = FileList.Of(binding);
        IsReplayable = _files.Names.TrueForAll(RegularFile.Is);
        TotalBytes = KnownBytes();
    }

    public override bool IsReplayable { get; }

    public override bool HasNext => _found is not null || _files.Current + 1 < _files.Names.Count;

    public bool Follows => _binding.Follows;

    public override void ReachEnd()
    {
        if (_open is null)
            return;

        _endWritten = File.GetLastWriteTimeUtc(_open.Handle);
        _end = FileMark.Of(_open.Handle, _open.Consumed, _markBuffer);
    }

    public override void CheckFinished()
    {
        if (Follows)
            _files.Finished.CheckAll();
    }

    public override bool TryOpenNext([NotNullWhen(true)] out PipeReader? reader)
    {
        if (!HasNext)
        {
            reader = null;
            return false;
        }

        _files = _found ?? _files;
        _found = null;
        if (_files.Current >= 0)
            _files.Finish(_end, _endWritten);

        _files.Current++;
        reader = Read(OpenCurrent());
        return true;
    }

    /// <summary>Writes which files were read, and how far the one that is open.</summary>
    /// <param name="position">Takes it.</param>
    /// <param name="offset">Where its next record begins.</param>
    public void Save(StateWriter position, long offset)
    {
        _files.Save(position);
        _open!.Mark(offset, _markBuffer).Save(position);
    }

    /// <summary>Opens the file that an epoch left open; <see cref="GoTo"/> follows.</summary>
    /// <param name="position">What <see cref="Save"/> wrote.</param>
    /// <param name="left">How it was left.</param>
    /// <exception cref="ChangedInputException">The files were changed meanwhile.</exception>
    public void Restore(ref StateReader position, SourcePosition left)
    {
        _open?.Dispose();
        _files = FileList.Restore(ref position, _files, _binding, left.IsCompleted);
        TotalBytes = KnownBytes();
        FileBytes file = OpenCurrent()!;
        if (FileMark.Read(ref position) is var mark && mark.Difference(file.Handle) is { } difference)
            throw new ChangedInputException(Name!, difference);

        CheckGrowth(file, mark, left);
    }

    /// <summary>Passes over what was read of the file that was opened by <see cref="Restore"/>.</summary>
    /// <param name="offset">Where its next record begins.</param>
    /// <param name="isEnd">Whether it has ended there. A compressed file has bytes behind the last that was decompressed, and is taken with them.</param>
    public PipeReader GoTo(long offset, bool isEnd)
    {
        _open!.Skip(offset);
        if (isEnd && _open.Read(stackalloc byte[1]) > 0)
            throw new ChangedInputException(Name!, "was read to its end, and has more now");

        return new FilePipeReader(_open, _pool);
    }

    /// <summary>Opens the file that is open once more, to be read from its beginning.</summary>
    public FileBytes OpenAgain() => IsCompressed(Name!) ? new CompressedFile(Name!) : new PlainFile(Name!);

    private void CheckGrowth(FileBytes file, FileMark mark, SourcePosition left)
    {
        long length = RandomAccess.GetLength(file.Handle);
        if (length == mark.Position || IsCompressed(Name!) && !left.IsCompleted)
            return;
        if (left.IsCompleted && !Follows)
            throw new ChangedInputException(Name!, $"was read to its end at byte {mark.Position}, and has grown to {length} bytes since");
        if (left.IsLineOpen(file.Handle))
            throw new ChangedInputException(Name!, $"was read to its end at byte {mark.Position}, where its last line had no end, and has grown to {length} bytes since");
    }

    private FileBytes? OpenCurrent()
    {
        Name = _files.Names[_files.Current];
        _open = !RegularFile.Is(Name) ? null
            : Follows ? new FollowedFile(Name, HasNext, FindLater, _clock)
            : OpenAgain();
        return _open;
    }

    /// <summary>What isn't regular is read as it comes: a FIFO or a device. Opening a FIFO waits for its writer, so that its pump does it.</summary>
    private PipeReader Read(FileBytes? file)
    {
        if (file is not null)
            return new FilePipeReader(file, _pool);

        string path = Name!;
        return StreamPump.Read(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0), path);
    }

    /// <summary>Looks for files of a pattern that came meanwhile, and whether those before are as they were. Called by the open file, on any thread, while the lane waits for it.</summary>
    private bool FindLater()
    {
        if (HasNext)
            return true;

        _files.Finished.CheckSome();
        if (!_binding.HasPattern)
            return false;

        FileList later = _files.Extend(_binding);
        if (later.Names.Count == _files.Names.Count)
            return false;

        _found = later;
        return true;
    }

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private long? KnownBytes()
    {
        if (Follows)
            return null;

        long sum = 0;
        foreach (string path in _files.Names)
        {
            long length = IsCompressed(path) ? 0 : RegularFile.Length(path);
            if (length == 0)
                return null;

            sum += length;
        }

        return sum;
    }
}
