using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>The files of a source that were read to their end, and must stay as they were then.</summary>
/// <remarks>They are looked at without being opened: only where one was written to since, its bytes are compared.</remarks>
/// <param name="areFollowed">Whether they belong to a source that follows its files.</param>
internal sealed class FinishedFiles(bool areFollowed)
{
    /// <summary>Files looked at a time: few enough to cost nothing beside the look for later files.</summary>
    public const int AtATime = 16;

    private readonly List<FinishedFile> _files = [];
    private readonly StateWriter _savedEnds = new();
    private int _next;

    /// <summary>The marks of their ends, as an epoch holds them: there may be many, and few come from one epoch to the next.</summary>
    public ReadOnlySpan<byte> SavedEnds => _savedEnds.Written;

    public void Add(FinishedFile file)
    {
        _files.Add(file);
        file.End.Save(_savedEnds);
    }

    /// <summary>Looks at the newest one and at some of the others, each in its turn.</summary>
    /// <exception cref="ChangedInputException">One isn't as it was.</exception>
    public void CheckSome()
    {
        if (_files.Count == 0)
            return;

        Check(_files.Count - 1);
        for (int i = Math.Min(AtATime, _files.Count - 1); i > 0; i--)
        {
            _next = (_next + 1) % _files.Count;
            Check(_next);
        }
    }

    /// <summary>Looks at all of them.</summary>
    /// <exception cref="ChangedInputException">One isn't as it was.</exception>
    public void CheckAll()
    {
        for (int i = 0; i < _files.Count; i++)
            Check(i);
    }

    private void Check(int index)
    {
        FinishedFile file = _files[index];
        FileInfo? found = RegularFile.Find(file.Path);
        if (found is null)
            throw new ChangedInputException(file.Name, "was read to its end, and isn't there any more; what was read must stay there");
        if (found.Length != file.End.Position)
            throw Changed(file, $"was read to its end at byte {file.End.Position}, and is {found.Length} bytes long now");
        if (found.LastWriteTimeUtc == file.Written)
            return;

        using SafeFileHandle handle = File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.End.Difference(handle) is { } difference)
            throw Changed(file, difference);

        _files[index] = file with { Written = found.LastWriteTimeUtc };
    }

    private ChangedInputException Changed(FinishedFile file, string difference) => new(file.Name, areFollowed
        ? $"{difference}; files that are followed are read one after the other, and only the last may grow: give what is new a file of its own behind it"
        : difference);
}

/// <summary>A file that was read to its end.</summary>
/// <param name="Name">The file as it is bound.</param>
/// <param name="Path">Its absolute path.</param>
/// <param name="End">Its mark there.</param>
/// <param name="Written">When it had been written to last; the default where that isn't known.</param>
internal readonly record struct FinishedFile(string Name, string Path, FileMark End, DateTime Written);
