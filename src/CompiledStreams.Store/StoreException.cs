namespace CompiledStreams.Store;

/// <summary>A checkpoint store can't be opened, read or written. The message names the file, what is wrong with it, and what can be done.</summary>
internal sealed class StoreException : IOException
{
    /// <summary>Makes an error that names a file.</summary>
    /// <param name="path">The file or folder that the error is about.</param>
    /// <param name="problem">What is wrong, and what to do; it follows the path and a colon.</param>
    /// <param name="cause">The error beneath, if any.</param>
    public StoreException(string path, string problem, Exception? cause = null)
        : base($"{path}: {problem}", cause) => Path = path;

    /// <summary>The file or folder that the error is about.</summary>
    public string Path { get; }
}
