namespace CompiledStreams;

/// <summary>The one name of a file or folder, whichever links lead there.</summary>
internal static class RealPath
{
    /// <summary>As many links as a system follows.</summary>
    private const int MostLinks = 40;

    /// <summary>The absolute path behind links, those of folders too; what isn't there yet keeps its name.</summary>
    public static string Of(string path)
    {
        int links = 0;
        return Of(path, ref links);
    }

    private static string Of(string path, ref int links)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
            return full;

        string folder = Of(parent, ref links);
        string here = Path.Join(folder, Path.GetFileName(full));
        return new FileInfo(here).LinkTarget is { } target && links++ < MostLinks ? Of(Path.Combine(folder, target), ref links) : here;
    }
}
