using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Store;

/// <summary>
/// Lets one process at a time use a store. The lock is the system's own on an open file (<c>flock</c> on Unix, sharing on Windows), which ends with
/// the process however it ends: a LOCK file that a dead process left behind is no obstacle. It holds the process id for the message only.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private StoreLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock of a store.</summary>
    /// <param name="folder">The store's folder, which exists.</param>
    /// <exception cref="StoreException">Another process has it, or the folder can't be written.</exception>
    public static StoreLock Take(string folder)
    {
        string path = Path.Combine(folder, "LOCK");
        SafeFileHandle? file = null;
        try
        {
            // Windows denies what isn't shared, and the other process must be able to read; Unix only locks when nothing is shared.
            FileShare share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"), 0);
            return new StoreLock(file);
        }
        catch (IOException error) when (file is null && IsInUse(error))
        {
            throw new StoreException(path, $"the store is in use by {Holder(path)}. Stop that process, or give this one a store of its own.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new StoreException(path, $"the store can't be locked, since its folder can't be written: {error.Message}", error);
        }
    }

    /// <summary>Keeps others from writing a store while it is read, without writing anything itself. Several may read at a time.</summary>
    /// <param name="folder">The store's folder, which exists.</param>
    /// <returns>The lock; null where there is no LOCK, as in a copy: whoever writes a store makes one first.</returns>
    /// <exception cref="StoreException">Another process writes it, or its folder can't be read.</exception>
    public static StoreLock? Share(string folder)
    {
        string path = Path.Combine(folder, "LOCK");
        try
        {
            return File.Exists(path) ? new StoreLock(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read)) : null;
        }
        catch (IOException error) when (IsInUse(error))
        {
            throw new StoreException(path, $"the store is in use by {Holder(path)}. Read it when that process has ended, or read a copy of its folder.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(path, $"the store can't be read: {error.Message}", error);
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION of Windows: .NET has no exception of its own for them.</summary>
    private static bool IsInUse(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string Holder(string path)
    {
        Span<byte> buffer = stackalloc byte[16];
        int length = OperatingSystem.IsWindows() ? ReadShared(path, buffer) : Libc.ReadLocked(path, buffer);
        string text = Encoding.ASCII.GetString(buffer[..length]).Trim();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            return "another process, which hasn't written its id yet";

        return IsRunning(id) ? $"process {id}" : $"another process, which only reads it: the last that wrote it, {id}, isn't running";
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static int ReadShared(string path, Span<byte> buffer)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return RandomAccess.Read(file, buffer, 0);
    }

    /// <summary>Gives the lock back. The file stays: deleting it would let two processes lock two files of one name.</summary>
    public void Dispose() => _file.Dispose();
}
