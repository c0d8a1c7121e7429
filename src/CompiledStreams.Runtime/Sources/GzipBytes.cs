using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>A compressed file's bytes for the framework's decompressor, which passes over what is no gzip member behind the last one without a word.</summary>
/// <remarks>So they are given in pieces, of which one ends behind the last byte that isn't zero. The decompressor asks for more only where all of the piece before was members: when it asks
/// there, only zeros can be left over; where it ends without asking, that byte is.</remarks>
internal sealed class GzipBytes(SafeFileHandle file) : Stream
{
    private readonly long _fileLength = RandomAccess.GetLength(file);
    private readonly long _end = EndOfBytes(file);
    private long _position;

    /// <summary>Whether all bytes of the file were members and zeros behind them; known when the decompressor has ended.</summary>
    public bool AreMembers { get; private set; }

    /// <summary>How far they were taken. The zeros behind the rest count as taken with it.</summary>
    public override long Position
    {
        get => _position < _end ? _position : Math.Max(_position, _fileLength);
        set => throw new NotSupportedException();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override int Read(Span<byte> buffer)
    {
        AreMembers = _position >= _end;
        if (!AreMembers)
            buffer = buffer[..(int)Math.Min(buffer.Length, _end - _position)];

        int count = RandomAccess.Read(file, buffer, _position);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The place behind the last byte that isn't zero.</summary>
    private static long EndOfBytes(SafeFileHandle file)
    {
        Span<byte> piece = stackalloc byte[4096];
        for (long end = RandomAccess.GetLength(file); end > 0; end -= piece.Length)
        {
            long start = Math.Max(0, end - piece.Length);
            int count = RandomAccess.Read(file, piece[..(int)(end - start)], start);
            int last = piece[..count].LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
                return start + last + 1;
        }

        return 0;
    }
}
