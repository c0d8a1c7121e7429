using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Appends to a regular file. Where its last line was cut off, that line is ended first.</summary>
internal class FileOutlet : Outlet
{
    private const byte LineEnd = (byte)'\n';

    private readonly FilePipeWriter _writer;
    private readonly FileHeader? _header;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="BindingException">It has another header.</exception>
    public FileOutlet(string path, OutletSettings settings, FileHeader? header, OutputOwner? owner)
        : this(path, settings.Files, new FilePipeWriter(settings.Pool), header, owner) => Open();

    private protected FileOutlet(string path, IFileLayer files, FilePipeWriter writer, FileHeader? header, OutputOwner? owner)
        : base(writer) => (Path, Files, _writer, _header, Owner) = (path, files, writer, header, owner);

    private protected string Path { get; }

    private protected IFileLayer Files { get; }

    /// <summary>Keeps the file for this run, or null.</summary>
    private protected OutputOwner? Owner { get; }

    private protected IStoreFile? File { get; private set; }

    /// <summary>Bytes of the file, with those that aren't written to it yet.</summary>
    private protected long Length => _writer.Length;

    public override void Begin(Action writeHeader)
    {
        if (_writer.Length == 0)
            writeHeader();
    }

    public override void Complete()
    {
        try
        {
            base.Complete();
        }
        finally
        {
            Owner?.Dispose();
        }
    }

    private protected void Open()
    {
        IStoreFile file = Files.Exists(Path) ? Files.Open(Path) : Files.Create(Path);
        CheckHeader(file);
        long length = file.Length;
        Continue(file, length);
        if (length > 0 && LastByte(file, length) != LineEnd)
        {
            Writer.GetSpan(1)[0] = LineEnd;
            Writer.Advance(1);
        }
    }

    /// <summary>Checks what is appended to before anything is written to it; closes it where that is refused.</summary>
    private protected void CheckHeader(IStoreFile file)
    {
        if (_header is null || file.Length == 0)
            return;

        try
        {
            _header.Check(file, Path);
        }
        catch (Exception)
        {
            file.Dispose();
            _writer.Complete();
            throw;
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
