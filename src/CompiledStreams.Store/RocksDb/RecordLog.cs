using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Store;

/// <summary>
/// The form of RocksDB's logs and manifests: <see href="https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format">record logs</see> of 32 KiB blocks, in
/// which a record is a masked CRC-32C, a length of two bytes, a type and its bytes, and a record doesn't span blocks.
/// </summary>
internal static class RecordLog
{
    private const int BlockSize = 32 * 1024;
    private const int HeaderSize = 7;
    private const int TypeAt = 6;

    /// <summary>Records of logs that are reused also carry the number of their log, four bytes that the checksum covers.</summary>
    private const int RecycledHeaderSize = 11;

    /// <summary>Refuses a database in which a record says that it is of a reused log. No log is reused here, so its type is damaged.</summary>
    /// <remarks>RocksDB 11.12 must not see one: where other records precede it in its file, opening never ends.</remarks>
    /// <exception cref="StoreException">There is such a record.</exception>
    public static void RefuseRecycled(string folder)
    {
        foreach (string file in FilesIn(folder))
        {
            (long sound, byte next) = Scan(file);
            if (IsRecycled(next))
                throw new StoreException(file, $"the record at byte {sound} is damaged: it has type {next}, which this store doesn't write. Restore the store's folder from a copy, or start afresh.");
        }
    }

    /// <summary>The logs and manifests of a database, in name order; none when there is no such folder.</summary>
    public static IEnumerable<string> FilesIn(string folder) => !Directory.Exists(folder) ? [] :
        Directory.EnumerateFiles(folder)
            .Where(f => f.EndsWith(".log", StringComparison.Ordinal) || Path.GetFileName(f).StartsWith("MANIFEST-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Reads a file up to the first record that isn't whole and right. 64 MB take about 30 ms when they are in memory.</summary>
    /// <returns>How many bytes are sound, and the type of the record that follows them; 0 when there is none.</returns>
    public static (long Sound, byte Next) Scan(string file)
    {
        using SafeFileHandle handle = File.OpenHandle(file, options: FileOptions.SequentialScan);
        Span<byte> buffer = new byte[BlockSize];
        for (long start = 0; ; start += BlockSize)
        {
            ReadOnlySpan<byte> block = buffer[..RandomAccess.Read(handle, buffer, start)];
            int sound = SoundLength(block);
            if (sound < block.Length)
                return (start + sound, block.Length - sound > TypeAt ? block[sound + TypeAt] : (byte)0);
            if (block.Length < BlockSize)
                return (start + sound, 0);
        }
    }

    private static int SoundLength(ReadOnlySpan<byte> block)
    {
        int position = 0;
        while (position < block.Length)
        {
            if (BlockSize - position < HeaderSize)
                return block.Length;

            int length = RecordLength(block[position..]);
            if (length == 0)
                return position;

            position += length;
        }

        return position;
    }

    /// <summary>The length of the record at the start of <paramref name="rest"/>, its header included; 0 when it isn't right.</summary>
    private static int RecordLength(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < HeaderSize)
            return 0;

        int length = (IsRecycled(rest[TypeAt]) ? RecycledHeaderSize : HeaderSize) + BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
        if (length > rest.Length)
            return 0;

        uint masked = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        return uint.RotateLeft(masked - 0xA282EAD8u, 15) == Crc32C.Of(rest[TypeAt..length]) ? length : 0;
    }

    private static bool IsRecycled(byte type) => type is >= 5 and <= 8 or 11 or >= 130;
}
