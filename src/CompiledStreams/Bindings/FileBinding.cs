namespace CompiledStreams;

/// <summary>A file: read where a source is bound to it, appended to where a sink is.</summary>
public sealed class FileBinding : IInput, IOutput
{
    private readonly string[] _paths;

    internal FileBinding(IEnumerable<string> paths, Format format, bool follows = false)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(format);
        _paths = [.. paths];
        Format = format;
        Follows = follows;
        foreach (string path in _paths)
            ArgumentException.ThrowIfNullOrWhiteSpace(path, nameof(paths));
    }

    internal Format Format { get; }

    /// <summary>Whether the source waits for more at the end of the last file.</summary>
    internal bool Follows { get; }

    /// <summary>Whether there may be more files when they are resolved again.</summary>
    internal bool HasPattern => Array.Exists(_paths, FilePattern.IsPattern);

    Format IInput.Format => Format;

    Format IOutput.Format => Format;

    string IInput.Description => _paths is [string path] ? $"file '{path}'" : $"{_paths.Length} files";

    bool IInput.IsReplayable => ResolveInputs().TrueForAll(RegularFile.Is);

    string IOutput.Description => $"file '{_paths[0]}'";

    /// <summary>A device can't be cut; what else isn't regular shows when it is opened.</summary>
    bool IOutput.IsTransactional => !OutputPath.StartsWith("/dev/", StringComparison.Ordinal);

    /// <summary>The one path, where it is written.</summary>
    internal string OutputPath => _paths[0];

    /// <summary>The files to read, patterns resolved.</summary>
    /// <exception cref="BindingException">There is no such file.</exception>
    internal List<string> ResolveInputs()
    {
        List<string> files = [];
        foreach (string path in _paths)
            FilePattern.Resolve(path, files);

        if (Follows)
            files.ForEach(CheckFollowed);

        return files.Count > 0 ? files : throw new BindingException("Files to read: the list of paths is empty; name one file or more");
    }

    internal FileBinding Follow() => new(_paths, Format, follows: true);

    private static void CheckFollowed(string path)
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw new BindingException($"File '{path}' can't be followed: what is appended to a compressed file can't be told from a file that was cut off; follow plain files, or read it without Files.Follow");
        if (!RegularFile.Is(path))
            throw new BindingException($"File '{path}' can't be followed: it is no regular file, and waits for more by itself; read it without Files.Follow");
    }
}
