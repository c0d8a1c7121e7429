namespace CompiledStreams.Runtime;

/// <summary>The files of a source, and how many of them were read.</summary>
internal sealed class FileList
{
    private readonly List<string> _paths;

    // As an epoch holds them: there may be many, and few come from one epoch to the next.
    private readonly StateWriter _savedPaths = new();
    private int _savedCount;

    private FileList(List<string> names, List<string> paths, FinishedFiles finished)
    {
        Names = names;
        _paths = paths;
        Finished = finished;
    }

    /// <summary>The files as they are bound, in the order in which they are read.</summary>
    public List<string> Names { get; }

    /// <summary>The file that is read; those before it are finished. -1 before the first.</summary>
    public int Current { get; set; } = -1;

    /// <summary>The files before the current one.</summary>
    public FinishedFiles Finished { get; }

    public static FileList Of(FileBinding binding)
    {
        List<string> names = binding.ResolveInputs();
        return new FileList(names, names.ConvertAll(Path.GetFullPath), new FinishedFiles(binding.Follows));
    }

    /// <summary>The current file was read to its end.</summary>
    /// <param name="end">Its mark there.</param>
    /// <param name="written">When it had been written to last.</param>
    public void Finish(FileMark end, DateTime written) => Finished.Add(new FinishedFile(Names[Current], _paths[Current], end, written));

    /// <summary>Writes all paths, each without what it shares with the one before, and the ends of the files that were read.</summary>
    public void Save(StateWriter writer)
    {
        for (; _savedCount < _paths.Count; _savedCount++)
            SavePath(_savedCount == 0 ? "" : _paths[_savedCount - 1], _paths[_savedCount]);

        writer.Write(_paths.Count);
        writer.Write(Current);
        writer.WriteText(_savedPaths.Written);
        writer.WriteText(Finished.SavedEnds);
    }

    private void SavePath(string before, string path)
    {
        int shared = path.AsSpan().CommonPrefixLength(before);
        if (shared > 0 && char.IsHighSurrogate(path[shared - 1]))
            shared--;

        _savedPaths.Write(shared);
        _savedPaths.Write(path[shared..]);
    }

    /// <summary>The files that an epoch knew, checked against those that are bound now; with those that came since, where they are followed.</summary>
    /// <param name="reader">Stands at what <see cref="Save"/> wrote.</param>
    /// <param name="now">The files that are bound now.</param>
    /// <param name="binding">How they are bound.</param>
    /// <param name="isCompleted">Whether all of them were read.</param>
    public static FileList Restore(ref StateReader reader, FileList now, FileBinding binding, bool isCompleted)
    {
        FileList saved = new([], [], new FinishedFiles(binding.Follows));
        int count = reader.ReadInt32();
        saved.Current = reader.ReadInt32();
        StateReader paths = new(reader.ReadText()), ends = new(reader.ReadText());
        for (int i = 0; i < count; i++)
            saved._paths.Add(ReadPath(ref paths, i == 0 ? "" : saved._paths[i - 1]));

        saved.CheckNamed(now);
        for (int i = 0; i < saved.Current; i++)
            saved.Finished.Add(new FinishedFile(now.Names[i], now._paths[i], FileMark.Read(ref ends), Written: default));

        saved.Finished.CheckAll();
        if (binding.Follows)
            saved.AddAllBehind(now);
        else
            saved.KeepThoseOf(now, mayIgnore: binding.HasPattern && !isCompleted, isCompleted);

        return saved;
    }

    private static string ReadPath(ref StateReader reader, string before)
    {
        ReadOnlySpan<char> shared = before.AsSpan(0, reader.ReadInt32());
        return string.Concat(shared, reader.ReadString());
    }

    /// <summary>This list with the files behind the current one as they are bound now.</summary>
    public FileList Extend(FileBinding binding)
    {
        FileList now = Of(binding);
        FileList extended = new([], [.. _paths], Finished) { Current = Current };
        extended.CheckNamed(now);
        extended.AddAllBehind(now);
        return extended;
    }

    /// <summary>What was read must still be bound, first and in the same order.</summary>
    private void CheckNamed(FileList now)
    {
        for (int i = 0; i <= Current; i++)
        {
            if (i < now._paths.Count && now._paths[i] == _paths[i])
                continue;

            int at = now._paths.IndexOf(_paths[i]);
            throw at < 0
                ? new ChangedInputException(_paths[i], "was read, and isn't among the source's files any more; what was read must stay there, first and in the same order")
                : new ChangedInputException(now.Names[i], $"comes before '{now.Names[at]}' now, which was read already; new files must come behind those that were read");
        }
    }

    private void AddAllBehind(FileList now)
    {
        Names.Clear();
        Names.AddRange(now.Names);
        _paths.Clear();
        _paths.AddRange(now._paths);
        _savedPaths.Clear();
        _savedCount = 0;
    }

    /// <summary>Goes on with the files that were bound, all of which must still be.</summary>
    private void KeepThoseOf(FileList now, bool mayIgnore, bool isCompleted)
    {
        int known = 0;
        for (int i = 0; i < now._paths.Count; i++)
        {
            if (known < _paths.Count && now._paths[i] == _paths[known])
            {
                Names.Add(now.Names[i]);
                known++;
            }
            else if (!mayIgnore && !_paths.Contains(now._paths[i]))
            {
                throw new ChangedInputException(now.Names[i], isCompleted
                    ? "is new among the source's files, all of which were read to their end"
                    : "is new among the source's files; files that come later are read only where they are a pattern's and followed (Files.Follow)");
            }
        }

        if (known < _paths.Count)
            throw new ChangedInputException(_paths[known], "was still to be read, and isn't among the source's files any more, or not in the same order");
    }
}
