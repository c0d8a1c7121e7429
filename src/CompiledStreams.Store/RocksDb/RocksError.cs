using System.Runtime.InteropServices;

namespace CompiledStreams.Store;

/// <summary>Turns RocksDB's error strings into errors that say what to do.</summary>
internal static unsafe class RocksError
{
    /// <summary>Throws when a call left a message, and releases the message.</summary>
    /// <param name="error">What the call wrote; null when it succeeded.</param>
    /// <param name="folder">The database's folder.</param>
    /// <param name="doing">What was tried, as in "opening the store".</param>
    /// <exception cref="StoreException">The call failed.</exception>
    public static void ThrowIfAny(byte* error, string folder, string doing)
    {
        if (error is not null)
            Throw(error, folder, doing);
    }

    private static void Throw(byte* error, string folder, string doing)
    {
        string message = Marshal.PtrToStringUTF8((nint)error)!;
        RocksNative.Free(error);
        throw new StoreException(folder, Explain(message, folder, doing));
    }

    /// <summary>RocksDB's message, with a plain reason and a remedy before it where one is known.</summary>
    internal static string Explain(string message, string folder, string doing)
    {
        string reason = message switch
        {
            _ when message.Contains("No space left on device", StringComparison.Ordinal)
                => "the disk is full. Make room and start again: it continues at the last committed epoch.",
            _ when message.Contains("Disk quota exceeded", StringComparison.Ordinal)
                => "the disk quota is used up. Make room and start again: it continues at the last committed epoch.",
            _ when message.Contains("Read-only file system", StringComparison.Ordinal) || message.Contains("Permission denied", StringComparison.Ordinal)
                => "the folder can't be written. Give this process the right to write there, or choose another folder.",
            _ when message.StartsWith("Corruption", StringComparison.Ordinal) || message.Contains("does not exist (create_if_missing is false)", StringComparison.Ordinal)
                || message.Contains("No such file or directory", StringComparison.Ordinal)
                => $"a file of the store is damaged or missing{DamagedFile.NamedBy(folder)}. Restore the store's folder from a copy, or start afresh.",
            _ when message.Contains("/LOCK: ", StringComparison.Ordinal)
                => "the database is in use.",
            _ => "the database can't be used.",
        };
        return $"{doing} failed: {reason} RocksDB says: {message}";
    }
}
