using System.Buffers.Binary;

namespace CompiledStreams.Store;

/// <summary>
/// Finds the damaged file where RocksDB doesn't say which one it is: its logs and manifests. Both are
/// <see href="https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format">record logs</see> of 32 KiB blocks, in which a record is a
/// masked CRC-32C, a length of two bytes, a type and its bytes, and a record doesn't span blocks. It only names a suspect for a message: what is damaged is
/// decided by RocksDB, by HEAD, and by the store's own checksums.
/// </summary>
internal static class DamagedFile
{
    private const int BlockSize = 32 * 1024;
    private const int HeaderSize = 7;

    /// <summary>Types 5 to 8 and 130 and above also carry the number of the log, four bytes that the checksum covers.</summary>
    private const int RecyclableHeaderSize = 11;

    /// <summary>", probably the file at byte n" for the first file of a folder that has a record with a wrong checksum, or an empty text.</summary>
    public static string NamedBy(string folder)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder).Where(IsRecordLog).Order(StringComparer.Ordinal))
            {
                byte[] content = File.ReadAllBytes(file);
                int sound = SoundLength(content);
                if (sound < content.Length)
                    return $" (probably {file}, at or after byte {sound})";
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder itself can't be read: RocksDB's message says so better.
        }

        return "";
    }

    /// <summary>How many bytes of a record log are whole, right records.</summary>
    internal static int SoundLength(ReadOnlySpan<byte> content)
    {
        int position = 0;
        while (position < content.Length)
        {
            int leftInBlock = BlockSize - position % BlockSize;
            int length = leftInBlock < HeaderSize ? leftInBlock : RecordLength(content[position..], leftInBlock);
            if (length == 0 || length > content.Length - position)
                return position;

            position += length;
        }

        return position;
    }

    /// <summary>The length of the record at the start of <paramref name="rest"/>, its header included; 0 when it isn't right.</summary>
    private static int RecordLength(ReadOnlySpan<byte> rest, int leftInBlock)
    {
        if (rest.Length < HeaderSize)
            return 0;

        uint masked = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        byte type = rest[6];
        int headerSize = type is >= 5 and <= 8 or >= 130 ? RecyclableHeaderSize : HeaderSize;
        int length = headerSize + BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
        if (length > leftInBlock || length > rest.Length)
            return 0;

        return Unmask(masked) == Crc32C.Of(rest[6..length]) ? length : 0;
    }

    private static uint Unmask(uint masked) => uint.RotateLeft(masked - 0xA282EAD8u, 15);

    private static bool IsRecordLog(string file)
    {
        string name = Path.GetFileName(file);
        return name.EndsWith(".log", StringComparison.Ordinal) || name.StartsWith("MANIFEST-", StringComparison.Ordinal);
    }
}
