namespace CompiledStreams;

/// <summary>A file: read where a source is bound to it, appended to where a sink is.</summary>
public sealed class FileBinding : IInput, IOutput
{
    private readonly string[] _paths;

    internal FileBinding(IEnumerable<string> paths, Format format)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(format);
        _paths = [.. paths];
        Format = format;
        foreach (string path in _paths)
            ArgumentException.ThrowIfNullOrWhiteSpace(path, nameof(paths));
    }

    internal Format Format { get; }

    Format IInput.Format => Format;

    Format IOutput.Format => Format;

    string IInput.Description => _paths is [string path] ? $"file '{path}'" : $"{_paths.Length} files";

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

        return files.Count > 0 ? files : throw new BindingException("Files to read: the list of paths is empty; name one file or more");
    }
}
