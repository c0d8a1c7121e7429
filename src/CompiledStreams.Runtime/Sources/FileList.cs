namespace CompiledStreams.Runtime;

/// <summary>The files of a source, and how many of them were read.</summary>
internal sealed class FileList
{
    private readonly List<string> _paths;
    private readonly List<long> _lengths = [];

    private FileList(List<string> names, List<string> paths)
    {
        Names = names;
        _paths = paths;
    }

    /// <summary>The files as they are bound, in the order in which they are read.</summary>
    public List<string> Names { get; }

    /// <summary>The file that is read; those before it are finished. -1 before the first.</summary>
    public int Current { get; set; } = -1;

    public static FileList Of(FileBinding binding)
    {
        List<string> names = binding.ResolveInputs();
        return new FileList(names, names.ConvertAll(Path.GetFullPath));
    }

    /// <summary>The current file was read to its end.</summary>
    /// <param name="length">How long it is.</param>
    public void Finish(long length) => _lengths.Add(length);

    public void Save(StateWriter writer)
    {
        writer.Write(_paths.Count);
        writer.Write(Current);
        for (int i = 0; i < _paths.Count; i++)
        {
            writer.Write(_paths[i]);
            if (i < Current)
                writer.Write(_lengths[i]);
        }
    }

    /// <summary>The files that an epoch knew, checked against those that are bound now; with those that came since, where they are followed.</summary>
    /// <param name="reader">Stands at what <see cref="Save"/> wrote.</param>
    /// <param name="now">The files that are bound now.</param>
    /// <param name="binding">How they are bound.</param>
    /// <param name="isCompleted">Whether all of them were read.</param>
    public static FileList Restore(ref StateReader reader, FileList now, FileBinding binding, bool isCompleted)
    {
        FileList saved = new([], []) { Current = 0 };
        int count = reader.ReadInt32();
        int current = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            saved._paths.Add(reader.ReadString()!);
            if (i < current)
                saved.Finish(reader.ReadInt64());
        }

        saved.Current = current;
        saved.CheckRead(now);
        if (binding.Follows)
            saved.AddAllBehind(now);
        else
            saved.KeepThoseOf(now, mayIgnore: binding.HasPattern && !isCompleted, isCompleted);

        return saved;
    }

    /// <summary>This list with the files behind the current one as they are bound now.</summary>
    public FileList Extend(FileBinding binding)
    {
        FileList now = Of(binding);
        FileList extended = new([], [.. _paths]) { Current = Current };
        extended._lengths.AddRange(_lengths);
        extended.CheckNamed(now);
        extended.AddAllBehind(now);
        return extended;
    }

    /// <summary>What was read must still be bound, first and in the same order, and as long as it was.</summary>
    private void CheckRead(FileList now)
    {
        CheckNamed(now);
        for (int i = 0; i < Current; i++)
        {
            long length = RegularFile.Length(now._paths[i]);
            if (length != _lengths[i])
                throw new ChangedInputException(now.Names[i], $"was read to its end at byte {_lengths[i]}, and is {length} bytes long now");
        }
    }

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
