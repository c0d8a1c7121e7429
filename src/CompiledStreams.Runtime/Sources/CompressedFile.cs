using System.IO.Compression;

namespace CompiledStreams.Runtime;

/// <summary>The bytes that a gzip file decompresses to.</summary>
internal sealed class CompressedFile : FileBytes
{
    private readonly FileStream _file;
    private readonly GZipStream _stream;

    // Without it a file that was cut off ends like a whole one. Read once by the framework, for the whole process.
    static CompressedFile() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    public CompressedFile(string path)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
        _stream = new GZipStream(_file, CompressionMode.Decompress);
    }

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

    public override void Dispose() => _stream.Dispose();

    /// <summary>What is wrong with the file in words: the framework's speak of archives.</summary>
    private string Fault() => IsGzip()
        ? "it is a damaged gzip file: it was cut off, or its bytes don't match their checksum; copy it again from where it came, and test it with 'gzip -t'"
        : "it isn't a gzip file, though its name ends in .gz; take .gz off its name to read it as it is, or compress it";

    private bool IsGzip()
    {
        Span<byte> start = stackalloc byte[2];
        _file.Position = 0;
        return _file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0x1F, 0x8B];
    }
}
