namespace CompiledStreams.Store;

/// <summary>
/// The few things the store asks of a file system, so that a test can put one below it that forgets at a crash what wasn't flushed. What a method
/// changed may be lost at a crash until the file (its bytes and length) or the folder (the names in it) was flushed.
/// </summary>
internal interface IFileLayer
{
    /// <summary>Opens a file that exists, to read and write.</summary>
    /// <exception cref="IOException">It doesn't exist, or can't be opened.</exception>
    IStoreFile Open(string path);

    /// <summary>Makes a new, empty file, in place of one that has the name.</summary>
    IStoreFile Create(string path);

    /// <summary>Whether there is such a file.</summary>
    bool Exists(string path);

    /// <summary>Renames a file, in place of one that has the new name, in one step.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file; does nothing when there is none.</summary>
    void Delete(string path);

    /// <summary>Paths of the files in a folder, in name order.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Makes a folder and those above it that aren't there, and flushes their names.</summary>
    void CreateFolder(string folder);

    /// <summary>Flushes the names in a folder to the disk: creations, renames and deletions.</summary>
    void FlushFolder(string folder);
}

/// <summary>An open file.</summary>
internal interface IStoreFile : IDisposable
{
    /// <summary>Its length in bytes. Setting it cuts the file, or adds zeros.</summary>
    long Length { get; set; }

    /// <summary>Reads up to the buffer's length.</summary>
    /// <returns>How many bytes were read: fewer than asked only at the end of the file.</returns>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all of the bytes; the file grows when they pass its end.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Flushes bytes and length to the disk.</summary>
    void Flush();
}
