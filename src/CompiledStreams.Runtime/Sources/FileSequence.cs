using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>Files that are read one after the other.</summary>
internal sealed class FileSequence(IReadOnlyList<string> paths, BlockPool pool) : InputSequence
{
    private int _next;

    public override long? TotalBytes { get; } = KnownBytes(paths);

    public override bool TryOpenNext([NotNullWhen(true)] out PipeReader? reader)
    {
        if (_next == paths.Count)
        {
            reader = null;
            return false;
        }

        Name = paths[_next++];
        reader = Open(Name);
        return true;
    }

    /// <summary>A file without a length is read as it comes: a FIFO, a device or an empty file, which ends at once either way. Opening a FIFO waits for its writer, so that
    /// its pump does it.</summary>
    private PipeReader Open(string path)
    {
        if (Length(path) == 0)
            return StreamPump.Read(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0), path);

        return IsCompressed(path)
            ? new FilePipeReader(new CompressedFile(path), pool)
            : new FilePipeReader(new PlainFile(path), pool);
    }

    /// <summary>The length of the file behind links; 0 too where a link leads to a pipe, as that of standard input may.</summary>
    private static long Length(string path)
    {
        FileSystemInfo file = new FileInfo(path);
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;

        return file is FileInfo { Exists: true } known ? known.Length : 0;
    }

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static long? KnownBytes(IReadOnlyList<string> paths)
    {
        long sum = 0;
        foreach (string path in paths)
        {
            long length = IsCompressed(path) ? 0 : Length(path);
            if (length == 0)
                return null;

            sum += length;
        }

        return sum;
    }
}

/// <summary>A file's bytes in order.</summary>
internal abstract class FileBytes : IDisposable
{
    /// <summary>Fills a span from its start; 0 at the end of the file.</summary>
    public abstract int Read(Span<byte> into);

    public abstract void Dispose();
}

internal sealed class PlainFile(string path) : FileBytes
{
    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _handle =
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.SequentialScan);

    private long _offset;

    public override int Read(Span<byte> into)
    {
        int count = RandomAccess.Read(_handle, into, _offset);
        _offset += count;
        return count;
    }

    public override void Dispose() => _handle.Dispose();
}
