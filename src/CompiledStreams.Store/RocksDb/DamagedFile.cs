using System.Buffers.Binary;
using System.Text;

namespace CompiledStreams.Store;

/// <summary>
/// Finds the damaged file of a database where RocksDB doesn't say, or guesses wrong, which one it is. It only names a suspect for a message: what is damaged is
/// decided by RocksDB, by HEAD, and by the store's own checksums.
/// </summary>
internal static class DamagedFile
{
    /// <summary>" (probably the file)", or an empty text when no file looks damaged.</summary>
    public static string NamedBy(string folder)
    {
        try
        {
            return Current(folder) ?? Log(folder) ?? Table(folder) ?? "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder itself can't be read: RocksDB's message says so better.
            return "";
        }
    }

    /// <summary>CURRENT names the manifest, and nothing else.</summary>
    private static string? Current(string folder)
    {
        string path = Path.Combine(folder, "CURRENT");
        string manifest = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        bool isRight = manifest.StartsWith("MANIFEST-", StringComparison.Ordinal) && manifest.EndsWith('\n') && File.Exists(Path.Combine(folder, manifest[..^1]));
        return isRight ? null : $" (probably {path})";
    }

    /// <summary>Logs and manifests have a checksum for each record; only a log may have no record yet.</summary>
    private static string? Log(string folder)
    {
        foreach (string file in RecordLog.FilesIn(folder))
        {
            long sound = RecordLog.Scan(file).Sound, length = new FileInfo(file).Length;
            if (sound < length || (length == 0 && !file.EndsWith(".log", StringComparison.Ordinal)))
                return $" (probably {file}, at or after byte {sound})";
        }

        return null;
    }

    /// <summary>The manifest has the checksum of every table, big-endian and behind its length in a byte.</summary>
    private static string? Table(string folder)
    {
        byte[][] manifests = [.. Files(folder, "MANIFEST-*").Select(File.ReadAllBytes)];
        byte[] known = [sizeof(uint), 0, 0, 0, 0];
        foreach (string file in Files(folder, "*.sst"))
        {
            BinaryPrimitives.WriteUInt32BigEndian(known.AsSpan(1), Crc32C.Of(File.ReadAllBytes(file)));
            if (!manifests.Any(manifest => manifest.AsSpan().IndexOf(known) >= 0))
                return $" (probably {file})";
        }

        return null;
    }

    private static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal);
}
