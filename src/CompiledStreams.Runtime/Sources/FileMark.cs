using CompiledStreams.Store;
using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>What tells whether a file is still the one that was read: how far it was, and the checksums of its beginning and of what lies before that place.</summary>
/// <param name="Position">How far it was read, in bytes as they lie on the disk.</param>
/// <param name="Head">Checksum of its first 4 KiB, or of what was read where that is less.</param>
/// <param name="Tail">Checksum of the 4 KiB before the position.</param>
internal readonly record struct FileMark(long Position, uint Head, uint Tail)
{
    /// <summary>The most that a checksum is over.</summary>
    public const int Reach = 4096;

    /// <summary>The mark of a file that was read up to a position.</summary>
    /// <param name="file">The file.</param>
    /// <param name="position">The position.</param>
    /// <param name="buffer">Of <see cref="Reach"/> bytes.</param>
    public static FileMark Of(SafeFileHandle file, long position, Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(Reach, position)];
        return new FileMark(position, Checksum(file, 0, buffer), Checksum(file, position - buffer.Length, buffer));
    }

    public static FileMark Read(ref StateReader reader) => new(reader.ReadInt64(), reader.ReadUInt32(), reader.ReadUInt32());

    public void Save(StateWriter writer)
    {
        writer.Write(Position);
        writer.Write(Head);
        writer.Write(Tail);
    }

    /// <summary>What is different about a file that should have this mark, as the end of a sentence; null where nothing is.</summary>
    public string? Difference(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        if (length < Position)
            return $"is {length} bytes long now, but {Position} bytes of it were read";

        FileMark found = Of(file, Position, stackalloc byte[Reach]);
        if (found.Head != Head)
            return $"begins with other bytes than the file that was read (its first {Math.Min(Reach, Position)} bytes differ)";

        return found.Tail == Tail ? null : $"has other bytes than the file that was read before byte {Position}, where reading ended";
    }

    private static uint Checksum(SafeFileHandle file, long offset, Span<byte> into)
    {
        int read = 0;
        while (read < into.Length)
        {
            int count = RandomAccess.Read(file, into[read..], offset + read);
            if (count == 0)
                throw new IOException("it got shorter while it was read; files that are read may only be appended to");

            read += count;
        }

        return Crc32C.Of(into);
    }
}
