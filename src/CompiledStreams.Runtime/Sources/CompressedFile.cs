using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>A file that is decompressed while it is read.</summary>
/// <remarks>Its mark is of the compressed bytes, as far as they were taken: all that lies before the offset was decompressed from them.</remarks>
internal sealed class CompressedFile : FileBytes
{
    private readonly FileStream _compressed;
    private readonly GZipStream _stream;
    private long? _consumed;

    /// <exception cref="IOException">It can't be opened, or this process wouldn't notice that it was cut off.</exception>
    public CompressedFile(string path)
    {
        if (!CutGzipCheck.IsOn)
            throw new IOException(CutGzipCheck.WhyOff);

        Handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.SequentialScan);
        _compressed = new FileStream(Handle, FileAccess.Read, bufferSize: 1 << 16);
        _stream = new GZipStream(_compressed, CompressionMode.Decompress);
    }

    public override SafeFileHandle Handle { get; }

    public override long Consumed => _consumed ?? _compressed.Position;

    public override int Read(Span<byte> into)
    {
        try
        {
            return _stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
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
        _consumed ??= _compressed.Position;
        _stream.Dispose();
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
