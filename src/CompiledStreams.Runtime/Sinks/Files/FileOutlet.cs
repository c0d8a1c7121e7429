using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Appends to a regular file. Where its last line was cut off, that line is ended first.</summary>
internal class FileOutlet : Outlet
{
    private const byte LineEnd = (byte)'\n';

    private readonly FilePipeWriter _writer;

    /// <summary>Opens the file, or makes it.</summary>
    public FileOutlet(string path, OutletSettings settings)
        : this(path, settings.Files, new FilePipeWriter(settings.Pool)) => Open();

    private protected FileOutlet(string path, IFileLayer files, FilePipeWriter writer)
        : base(writer) => (Path, Files, _writer) = (path, files, writer);

    private protected string Path { get; }

    private protected IFileLayer Files { get; }

    private protected IStoreFile? File { get; private set; }

    /// <summary>Bytes of the file, with those that aren't written to it yet.</summary>
    private protected long Length => _writer.Length;

    public override void Begin(Action writeHeader)
    {
        if (_writer.Length == 0)
            writeHeader();
    }

    private protected void Open()
    {
        IStoreFile file = Files.Exists(Path) ? Files.Open(Path) : Files.Create(Path);
        long length = file.Length;
        Continue(file, length);
        if (length > 0 && LastByte(file, length) != LineEnd)
        {
            Writer.GetSpan(1)[0] = LineEnd;
            Writer.Advance(1);
        }
    }

    private protected void Continue(IStoreFile file, long length)
    {
        File = file;
        _writer.Begin(file, length);
    }

    private protected void WriteOut() => _writer.WriteOut();

    private static byte LastByte(IStoreFile file, long length)
    {
        Span<byte> last = [0];
        file.Read(last, length - 1);
        return last[0];
    }
}
