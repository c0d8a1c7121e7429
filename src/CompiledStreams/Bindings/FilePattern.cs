namespace CompiledStreams;

/// <summary>Turns a path or pattern into the files it names.</summary>
internal static class FilePattern
{
    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?') && !Path.Exists(path);

    public static void Resolve(string path, List<string> files)
    {
        if (IsPattern(path))
            files.AddRange(Match(path));
        else if (Directory.Exists(path))
            throw new BindingException($"File '{path}' is a folder; name a file, or every file in it by a pattern such as '{Path.Join(path, "*.jsonl")}'");
        else if (Path.Exists(path))
            files.Add(path);
        else
            throw new BindingException($"File '{path}' doesn't exist (looked for '{Path.GetFullPath(path)}'); check the path and the working folder");
    }

    private static string[] Match(string pattern)
    {
        string folder = Path.GetDirectoryName(pattern) is { Length: > 0 } name ? name : ".";
        if (folder.AsSpan().ContainsAny('*', '?'))
            throw new BindingException($"Pattern '{pattern}' has '*' or '?' in a folder's name; put them into the file's name alone");
        if (!Directory.Exists(folder))
            throw new BindingException($"Pattern '{pattern}': folder '{folder}' doesn't exist (looked for '{Path.GetFullPath(folder)}'); check the path and the working folder");

        string[] matches = Directory.GetFiles(folder, Path.GetFileName(pattern), new EnumerationOptions { MatchType = MatchType.Simple, MatchCasing = MatchCasing.CaseSensitive });
        if (matches.Length == 0)
            throw new BindingException($"Pattern '{pattern}' matches no file in '{Path.GetFullPath(folder)}'; check the pattern");

        Array.Sort(matches, StringComparer.Ordinal);
        return matches;
    }
}
