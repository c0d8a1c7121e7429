using System.Globalization;
using System.Text;
using CompiledStreams.Store;
using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>What the file beside an output says: a line with the folder of the checkpoints that own it, or an empty one, and a line with the process that opened it last.</summary>
/// <param name="Store">The folder of the checkpoints behind links, or null.</param>
/// <param name="Process">The process.</param>
internal readonly record struct OwnerFile(string? Store, int Process)
{
    private const int MostBytes = 16 * 1024;

    /// <summary>Where the owner of a folder of parts is written.</summary>
    public static string OfFolder(string folder) => Path.Join(folder, ".owner");

    /// <summary>Where the owner of one file is written: beside it, behind links.</summary>
    public static string OfFile(string path)
    {
        string real = RealPath.Of(path);
        return Path.Join(Path.GetDirectoryName(real), $".{Path.GetFileName(real)}.owner");
    }

    /// <summary>Reads the file, which a run may hold locked; nothing where there is none.</summary>
    public static OwnerFile Read(string path)
    {
        if (!File.Exists(path))
            return default;

        byte[] bytes = new byte[MostBytes];
        return Parse(bytes.AsSpan(0, LockedFile.Read(path, bytes)));
    }

    /// <summary>Reads the open file.</summary>
    public static OwnerFile Read(SafeFileHandle file)
    {
        byte[] bytes = new byte[MostBytes];
        return Parse(bytes.AsSpan(0, RandomAccess.Read(file, bytes, fileOffset: 0)));
    }

    /// <summary>Writes the file. The line of an owner that is there already stays as it is.</summary>
    public void Write(SafeFileHandle file)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Store}\n{Process}\n"));
        RandomAccess.Write(file, bytes, fileOffset: 0);
        RandomAccess.SetLength(file, bytes.Length);
    }

    private static OwnerFile Parse(ReadOnlySpan<byte> bytes)
    {
        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n');
        int.TryParse(lines.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out int process);
        return new OwnerFile(lines[0].Length == 0 ? null : lines[0], process);
    }
}
