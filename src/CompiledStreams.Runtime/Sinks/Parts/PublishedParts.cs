using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Parts of a run without checkpoints: each is shown when it is closed, and numbered behind those that are there.</summary>
/// <remarks>What a killed run left open holds records that are nowhere else: it is cut to its last whole line and shown as well.</remarks>
internal sealed class PublishedParts : PartsOutlet
{
    private const int BlockBytes = 64 * 1024;
    private const byte LineEnd = (byte)'\n';

    public PublishedParts(string sink, PartsBinding parts, OutletSettings settings)
        : base(sink, parts, settings, new FilePipeWriter(settings.Pool))
    {
        try
        {
            GoOnBehind(Files.List(parts.Folder));
        }
        catch (Exception)
        {
            Owner?.Dispose();
            throw;
        }
    }

    public override void Complete()
    {
        try
        {
            CloseCurrent();
        }
        finally
        {
            base.Complete();
        }
    }

    private protected override void Start()
    {
    }

    private protected override void Close(Part part)
    {
        part.File.Flush();
        part.File.Dispose();
        Show(Name.Temporary(part.Number), part.Number);
    }

    private void GoOnBehind(IReadOnlyList<string> found)
    {
        foreach (string path in found)
            Next = Math.Max(Next, Name.NumberOfFinal(path) + 1);

        foreach (string path in found)
        {
            if (Name.NumberOfTemporary(path) >= 0)
                Adopt(path);
        }
    }

    private void Adopt(string path)
    {
        long length;
        using (IStoreFile file = Files.Open(path))
        {
            length = WholeLines(file);
            file.Length = length;
            file.Flush();
        }

        if (length == 0)
            Files.Delete(path);
        else
            Show(path, Next++);
    }

    private void Show(string path, long number)
    {
        Files.Rename(path, Name.Final(number));
        Files.FlushFolder(Name.Folder);
    }

    /// <summary>Bytes of a file up to and with its last line end.</summary>
    private static long WholeLines(IStoreFile file)
    {
        byte[] block = new byte[BlockBytes];
        for (long end = file.Length; end > 0;)
        {
            int count = (int)Math.Min(end, BlockBytes);
            file.Read(block.AsSpan(0, count), end - count);
            int last = block.AsSpan(0, count).LastIndexOf(LineEnd);
            if (last >= 0)
                return end - count + last + 1;

            end -= count;
        }

        return 0;
    }
}
