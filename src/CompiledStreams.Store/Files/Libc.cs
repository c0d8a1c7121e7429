using System.Runtime.InteropServices;

namespace CompiledStreams.Store;

/// <summary>What .NET doesn't offer on Unix: a folder's flush, whether it can be written, and a look into a file that another process holds locked.</summary>
internal static unsafe partial class Libc
{
    private const int ReadOnly = 0;
    private const int Enter = 1;
    private const int Write = 2;

    /// <summary>Flushes the names in a folder to the disk.</summary>
    /// <exception cref="IOException">The folder can't be opened or flushed.</exception>
    public static void FlushFolder(string folder)
    {
        int file = Open(folder, ReadOnly);
        if (file < 0)
            throw Failed(folder);

        int result = FSync(file);
        IOException? error = result < 0 ? Failed(folder) : null;
        Close(file);
        if (error is not null)
            throw error;
    }

    /// <summary>Whether names can be added to a folder and taken from it.</summary>
    public static bool CanChange(string folder) => Access(folder, Write | Enter) == 0;

    /// <summary>Reads the start of a file, locked or not. (.NET takes a shared lock to read, which a lock's holder refuses.)</summary>
    /// <returns>How many bytes were read; 0 when the file can't be read.</returns>
    public static int ReadLocked(string path, Span<byte> buffer)
    {
        int file = Open(path, ReadOnly);
        if (file < 0)
            return 0;

        nint read;
        fixed (byte* start = buffer)
            read = Read(file, start, (nuint)buffer.Length);
        Close(file);
        return Math.Max((int)read, 0);
    }

    private static IOException Failed(string folder)
        => new($"{folder}: the folder can't be flushed to the disk: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int file, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
