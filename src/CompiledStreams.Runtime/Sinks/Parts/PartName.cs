using System.Globalization;

namespace CompiledStreams.Runtime;

/// <summary>Names of a lane's parts in a folder: <c>part-00-00000000.jsonl</c>, and <c>.part-00-00000000.jsonl.tmp</c> until it is shown.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Extension">The extension, with its dot.</param>
internal sealed record PartName(string Folder, int Lane, string Extension)
{
    private const string TemporaryEnd = ".tmp";

    private string Begin => string.Create(CultureInfo.InvariantCulture, $"part-{Lane:00}-");

    /// <summary>The same with the folder's absolute path, which means the same to a run in another working folder.</summary>
    public PartName Whole => this with { Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)) };

    /// <summary>The path of a part that is shown.</summary>
    public string Final(long number) => Path.Join(Folder, NameOf(number));

    /// <summary>The path of a part that isn't shown yet.</summary>
    public string Temporary(long number) => Path.Join(Folder, "." + NameOf(number) + TemporaryEnd);

    /// <summary>The number of a part that is shown, or -1 where the path is of something else.</summary>
    public long NumberOfFinal(string path) => NumberOf(Path.GetFileName(path), Begin, Extension);

    /// <summary>The number of a part that isn't shown yet, or -1 where the path is of something else.</summary>
    public long NumberOfTemporary(string path) => NumberOf(Path.GetFileName(path), "." + Begin, Extension + TemporaryEnd);

    private string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Begin}{number:00000000}{Extension}");

    private static long NumberOf(string name, string begin, string end) =>
        name.Length >= begin.Length + 8 + end.Length && name.StartsWith(begin, StringComparison.Ordinal) && name.EndsWith(end, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(begin.Length, name.Length - begin.Length - end.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : -1;
}
