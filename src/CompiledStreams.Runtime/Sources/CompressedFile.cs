using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>A file that is decompressed while it is read.</summary>
/// <remarks>Its mark is of the compressed bytes, as far as they were taken: all that lies before the offset was decompressed from them.</remarks>
internal sealed class CompressedFile : FileBytes
{
    private readonly GzipBytes _compressed;
    private readonly GZipStream _stream;

    /// <exception cref="IOException">It can't be opened, or this process wouldn't notice that it was cut off.</exception>
    public CompressedFile(string path)
    {
        if (!CutGzipCheck.IsOn)
            throw new IOException(CutGzipCheck.WhyOff);

        Handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.SequentialScan);
        _compressed = new GzipBytes(Handle);
        _stream = new GZipStream(_compressed, CompressionMode.Decompress);
    }

    public override SafeFileHandle Handle { get; }

    public override long Consumed => _compressed.Position;

    public override int Read(Span<byte> into)
    {
        try
        {
            int count = _stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
            if (count == 0)
                CheckEnd();

            return count;
        }
        catch (InvalidDataException exception)
        {
            throw new IOException(Fault(), exception);
        }
    }

    public override void Skip(long count)
    {
        byte[] passed = new byte[Math.Min(count, 1 << 16)];
        for (long left = count; left > 0;)
        {
            int read = Read(passed.AsSpan(0, (int)Math.Min(left, passed.Length)));
            if (read == 0)
                throw new IOException($"it has {count - left} bytes when it is decompressed, but {count} were read");

            left -= read;
        }
    }

    public override FileMark Mark(long offset, Span<byte> buffer) => FileMark.Of(Handle, _compressed.Position, buffer);

    public override void Dispose()
    {
        _stream.Dispose();
        Handle.Dispose();
    }

    /// <summary>The decompressor ends at an end of a member, and where there is none.</summary>
    private void CheckEnd()
    {
        if (_compressed.Position == 0)
        {
            throw new IOException(
                "it is a damaged gzip file: it has no bytes, and one of an empty input has 20; it was cut off, or its program wrote none for want of input, as .NET's GZipStream does: "
                + "copy it again from where it came, or leave it out");
        }

        if (!_compressed.AreMembers)
        {
            throw new IOException(
                "behind its last gzip member it has bytes that are neither another member nor zeros, and would be lost: they are another file's, or the beginning of a member is damaged; "
                + "copy it again from where it came, and test it with 'gzip -t', or cut them off");
        }
    }

    /// <summary>What is wrong with the file in words: the framework's speak of archives.</summary>
    private string Fault() => IsGzip()
        ? "it is a damaged gzip file: it was cut off, or its bytes don't match their checksum; copy it again from where it came, and test it with 'gzip -t'"
        : "it isn't a gzip file, though its name ends in .gz; take .gz off its name to read it as it is, or compress it";

    private bool IsGzip()
    {
        Span<byte> start = stackalloc byte[2];
        return RandomAccess.Read(Handle, start, fileOffset: 0) == 2 && start is [0x1F, 0x8B];
    }
}
