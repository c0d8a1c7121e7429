using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Store;

/// <summary>
/// Lets one process at a time write a store: its LOCK is a <see cref="LockedFile"/>. It holds the process id for the message only.
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
            file = LockedFile.Open(path);
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"), 0);
            return new StoreLock(file);
        }
        catch (IOException error) when (file is null && LockedFile.IsInUse(error))
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
        catch (IOException error) when (LockedFile.IsInUse(error))
        {
            throw new StoreException(path, $"the store is in use by {Holder(path)}. Read it when that process has ended, or read a copy of its folder.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(path, $"the store can't be read: {error.Message}", error);
        }
    }

    private static string Holder(string path)
    {
        Span<byte> buffer = stackalloc byte[16];
        int length = LockedFile.Read(path, buffer);
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

    /// <summary>Gives the lock back. The file stays: deleting it would let two processes lock two files of one name.</summary>
    public void Dispose() => _file.Dispose();
}
