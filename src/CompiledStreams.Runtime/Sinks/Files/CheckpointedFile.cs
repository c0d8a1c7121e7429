using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Appends to a file that a restart cuts to what was committed.</summary>
internal sealed class CheckpointedFile(string sink, string path, OutletSettings settings, FileHeader? header)
    : FileOutlet(path, settings.Files, new FilePipeWriter(settings.Pool), header), ICheckpointedOutlet
{
    private long _savedLength = -1;
    private long _syncedLength = -1;
    private bool _isNameSynced;

    public override bool IsOpen => false;

    public override ICheckpointedOutlet Epochs => this;

    /// <summary>Until an epoch says how long the file was, nothing that is written to it can be taken back.</summary>
    public bool IsEpochWanted => _savedLength < 0;

    public override void Begin(Action writeHeader)
    {
        Start();
        base.Begin(writeHeader);
    }

    public void Save(StateWriter position)
    {
        Start();
        WriteOut();
        _savedLength = Length;
        position.Write((byte)OutletKind.File);
        position.Write(Path);
        position.Write(_savedLength);
    }

    public void Sync()
    {
        if (_syncedLength != _savedLength)
            File!.Flush();
        if (!_isNameSynced)
            Files.FlushFolder(FolderOf(Path));

        (_syncedLength, _isNameSynced) = (_savedLength, true);
    }

    public void Publish()
    {
    }

    public void Restore(ref StateReader position)
    {
        SavedOutlet.Expect(ref position, OutletKind.File, sink, $"file '{Path}'");
        string saved = position.ReadString()!;
        long length = position.ReadInt64();
        if (saved != Path)
            throw new BindingException($"{sink} is bound to file '{Path}', but its checkpoint wrote file '{saved}'; bind it as before, or start afresh without the checkpoints");
        if (!Files.Exists(Path))
            throw new BindingException($"{sink}: file '{Path}' is missing, to which {length} bytes are committed; put it back, or start afresh without the checkpoints");

        IStoreFile file = SavedOutlet.OpenCut(Files, Path, length, sink);
        CheckHeader(file);
        Continue(file, length);
        (_savedLength, _syncedLength, _isNameSynced) = (length, length, true);
    }

    public void Drain()
    {
    }

    private void Start()
    {
        if (File is null)
            Open();
    }

    private static string FolderOf(string path) => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
}
