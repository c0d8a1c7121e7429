using System.Runtime.InteropServices;

namespace CompiledStreams;

/// <summary>Tells files, which can be read again from any place, from what only looks like one: a FIFO, a device.</summary>
internal static partial class RegularFile
{
    private const int CurrentFolder = -100;
    private const uint TypeOnly = 1;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Whether it is one, behind links. What has bytes is one everywhere; an empty one is told apart by the system, where that is known how to ask.</summary>
    public static bool Is(string path) => Length(path) > 0 || OperatingSystem.IsWindows() || IsByItsType(path);

    /// <summary>The length of the file behind links; 0 too where a link leads to a pipe, as that of standard input may.</summary>
    public static long Length(string path) => Find(path)?.Length ?? 0;

    /// <summary>The file behind links, as it is now; null where there is none.</summary>
    public static FileInfo? Find(string path)
    {
        FileSystemInfo file = new FileInfo(path);
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;

        return file is FileInfo { Exists: true } known ? known : null;
    }

    private static bool IsByItsType(string path)
    {
        if (!OperatingSystem.IsLinux())
            return false;

        Span<byte> status = stackalloc byte[256];
        try
        {
            return StatX(CurrentFolder, path, 0, TypeOnly, status) == 0 && (MemoryMarshal.Read<ushort>(status[ModeAt..]) & TypeMask) == Regular;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The one call of the family whose result lies the same on every machine.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> status);
}
