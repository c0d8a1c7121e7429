using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Parts that belong to epochs: one is shown when the epoch that closed it is committed, and its number is the store's.</summary>
/// <remarks>The lane's thread owns the part that is open and those that are closed since the last save; those of the epoch under way are the store's thread's, from
/// <see cref="Save"/> to <see cref="Publish"/>.</remarks>
internal sealed class CheckpointedParts(string sink, PartsBinding parts, OutletSettings settings)
    : PartsOutlet(sink, parts, settings, new FilePipeWriter(settings.Pool)), ICheckpointedOutlet
{
    /// <summary>Files of closed parts that stay open for their flush; those of others are opened again.</summary>
    private const int MostOpen = 2;

    private readonly string _sink = sink;
    private readonly TimeProvider _clock = settings.Clock;
    private List<Part> _closing = [];
    private List<Part> _closed = [];
    private Part? _savedPart;
    private long _savedLength;
    private Part? _syncedPart;
    private long _syncedLength;
    private long _firstUnsyncedName;
    private long _savedNext;
    private bool _isStarted;

    public override ICheckpointedOutlet Epochs => this;

    /// <summary>A part that is closed waits for an epoch, whether or not events come.</summary>
    public bool IsEpochWanted => _closing.Count > 0;

    public void Save(StateWriter position)
    {
        Start();
        WriteOut();
        CloseIfDue();
        (_closing, _closed) = (_closed, _closing);
        (_savedPart, _savedLength, _savedNext) = (Current, CurrentLength, Next);
        PartsPosition.Write(position, Name, Next, Current, CurrentLength, _closed);
    }

    public void Sync()
    {
        foreach (Part part in _closed)
            Flush(part);

        if (_savedPart is not null && (_savedPart != _syncedPart || _savedLength != _syncedLength))
            _savedPart.File.Flush();
        if (_savedNext > _firstUnsyncedName)
            Files.FlushFolder(Name.Folder);

        (_syncedPart, _syncedLength, _firstUnsyncedName) = (_savedPart, _savedLength, _savedNext);
    }

    public void Publish()
    {
        if (_closed.Count == 0)
            return;

        foreach (Part part in _closed)
        {
            part.CloseFile();
            CrashPoint.Reach("before-rename");
            Files.Rename(Name.Temporary(part.Number), Name.Final(part.Number));
            CrashPoint.Reach("after-rename");
        }

        Files.FlushFolder(Name.Folder);
        _closed.Clear();
    }

    public void Drain() => CloseCurrent();

    public void Restore(ref StateReader position)
    {
        SavedOutlet.Expect(ref position, OutletKind.Parts, _sink, $"parts in folder '{Name.Folder}'");
        PartsPosition saved = PartsPosition.Read(ref position);
        if (saved.Name != Name.Whole)
        {
            throw Refusal(
                $"is bound to parts '{Name.Final(0)}', but its checkpoint wrote '{saved.Name.Final(0)}' and so on; bind it as before, or start afresh without the checkpoints");
        }

        RefuseUnknownParts(path => Name.NumberOfFinal(path) >= (saved.Open >= 0 ? saved.Open : saved.Next));
        Owner?.Own();
        foreach ((long number, long length) in saved.Closed)
            Show(number, length);

        Files.FlushFolder(Name.Folder);
        if (saved.Open >= 0)
            Reopen(saved);

        DeleteTemporaries(but: saved.Open);
        Next = _savedNext = _firstUnsyncedName = saved.Next;
        _isStarted = true;
    }

    public void CheckFreshStart(IReadOnlySet<string> deleted)
    {
        if (!DiskFiles.CanChange(Name.Folder))
            throw Unwritable(new UnauthorizedAccessException($"Access to the path '{Name.Folder}' is denied"));

        string folder = RealPath.Of(Name.Folder);
        RefuseUnknownParts(path => Name.NumberOfFinal(path) >= 0 && !deleted.Contains(Path.Join(folder, Path.GetFileName(path))));
    }

    /// <summary>Closes the files, whose bytes wait for the next run where no epoch has them.</summary>
    public override void Complete()
    {
        try
        {
            base.Complete();
        }
        finally
        {
            foreach (Part part in _closing)
                part.CloseFile();
        }
    }

    /// <summary>Nothing is committed: parts that are shown are of another run, and those that aren't are of one that came to no epoch.</summary>
    private protected override void Start()
    {
        if (_isStarted)
            return;

        RefuseUnknownParts(path => Name.NumberOfFinal(path) >= 0);
        Owner?.Own();
        DeleteTemporaries(but: -1);
        _isStarted = true;
    }

    private protected override void Close(Part part)
    {
        _closing.Add(part);
        if (_closing.Count > MostOpen)
            part.CloseFile();
    }

    private void Flush(Part part)
    {
        if (part.IsOpen)
        {
            part.File.Flush();
            return;
        }

        using IStoreFile file = Files.Open(Name.Temporary(part.Number));
        file.Flush();
    }

    private void RefuseUnknownParts(Predicate<string> isUnknown)
    {
        foreach (string path in Files.List(Name.Folder))
        {
            if (isUnknown(path))
            {
                throw Refusal(
                    $"writes parts into folder '{Name.Folder}', where '{Path.GetFileName(path)}' is of another run: the checkpoints don't know it; name another folder, or move that run's parts away");
            }
        }
    }

    /// <summary>Completes what the epoch decided. Where the part is under neither name it was shown, and a reader has taken it away.</summary>
    private void Show(long number, long length)
    {
        (string temporary, string final) = (Name.Temporary(number), Name.Final(number));
        if (Files.Exists(temporary))
        {
            Check(temporary, length);
            Files.Rename(temporary, final);
        }
        else if (Files.Exists(final))
        {
            Check(final, length);
        }
    }

    private void Check(string path, long length)
    {
        using IStoreFile file = Files.Open(path);
        SavedOutlet.CheckLength(file, length, _sink, path);
    }

    private void Reopen(PartsPosition saved)
    {
        string path = Name.Temporary(saved.Open);
        if (!Files.Exists(path))
            throw Refusal($"goes on with file '{path}', of which {saved.OpenLength} bytes are committed, but it is missing; put it back, or start afresh without the checkpoints");

        IStoreFile file = SavedOutlet.OpenCut(Files, path, saved.OpenLength, _sink);
        Open(new Part(saved.Open, file, _clock.GetTimestamp()) { HeaderBytes = saved.HeaderBytes }, saved.OpenLength);
        (_syncedPart, _syncedLength) = (Current, saved.OpenLength);
    }

    private void DeleteTemporaries(long but)
    {
        foreach (string path in Files.List(Name.Folder))
        {
            long number = Name.NumberOfTemporary(path);
            if (number >= 0 && number != but)
                Files.Delete(path);
        }
    }
}
