using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Appends to a file that a restart cuts to what was committed.</summary>
/// <param name="sink">The sink in words, for messages.</param>
/// <param name="path">The file.</param>
/// <param name="settings">What the run's outlets share.</param>
/// <param name="header">What the file must begin with, or null.</param>
/// <param name="owner">Keeps the file for this run, or null.</param>
internal sealed class CheckpointedFile(string sink, string path, OutletSettings settings, FileHeader? header = null, OutputOwner? owner = null)
    : FileOutlet(path, settings.Files, new FilePipeWriter(settings.Pool), header, owner), ICheckpointedOutlet
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
        position.Write(FullPath);
        position.Write(_savedLength);
    }

    public void Sync()
    {
        if (_syncedLength != _savedLength)
            File!.Flush();
        if (!_isNameSynced)
            Files.FlushFolder(System.IO.Path.GetDirectoryName(FullPath)!);

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
        if (saved != FullPath)
            throw new BindingException($"{sink} is bound to file '{Path}', but its checkpoint wrote file '{saved}'; bind it as before, or start afresh without the checkpoints");
        if (!Files.Exists(Path))
            throw new BindingException($"{sink}: file '{Path}' is missing, to which {length} bytes are committed; put it back, or start afresh without the checkpoints");

        Owner?.Own();
        IStoreFile file = SavedOutlet.OpenCut(Files, Path, length, sink);
        CheckHeader(file);
        Continue(file, length);
        (_savedLength, _syncedLength, _isNameSynced) = (length, length, true);
    }

    /// <summary>What is in the file stays there, whoever wrote it.</summary>
    public void CheckFreshStart(IReadOnlySet<string> deleted)
    {
        if (!Files.Exists(Path))
            return;

        using IStoreFile file = Files.Open(Path);
        CheckHeader(file);
    }

    public void Drain()
    {
    }

    private string FullPath { get; } = System.IO.Path.GetFullPath(path);

    private void Start()
    {
        if (File is not null)
            return;

        Owner?.Own();
        Open();
    }
}
