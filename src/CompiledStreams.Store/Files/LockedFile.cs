using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Store;

/// <summary>
/// A file that is a lock while it is open. The lock is the system's own (<c>flock</c> on Unix, sharing on Windows), which ends with the process however it ends: a file that a dead
/// process left behind is no obstacle. Others can read what it says.
/// </summary>
internal static class LockedFile
{
    /// <summary>Opens the file, or makes it, and locks it.</summary>
    /// <exception cref="IOException">Another process has it (<see cref="IsInUse"/>), or it can't be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        // Windows denies what isn't shared, and the other process must be able to read; Unix only locks when nothing is shared.
        FileShare share = OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.None;
        return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
    }

    /// <summary>Whether another process has it. EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION of Windows: .NET has no exception of its own for them.</summary>
    public static bool IsInUse(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>Reads the beginning of a file that another process may have locked.</summary>
    /// <returns>How many bytes were read.</returns>
    public static int Read(string path, Span<byte> into)
    {
        if (!OperatingSystem.IsWindows())
            return Libc.ReadLocked(path, into);

        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return RandomAccess.Read(file, into, 0);
    }
}
