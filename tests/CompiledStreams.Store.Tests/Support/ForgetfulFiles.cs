namespace CompiledStreams.Store.Tests;

/// <summary>A machine that can be stopped at any step: what runs on it ends there, as if the power went.</summary>
internal sealed class Machine
{
    /// <summary>How many more steps it makes before it stops; null for ever.</summary>
    public int? StepsLeft { get; set; }

    /// <summary>Makes a step, or stops.</summary>
    public void Step()
    {
        if (StepsLeft is { } left && (StepsLeft = left - 1) <= 0)
            throw new PowerLossException();
    }
}

/// <summary>The machine has stopped. It isn't an IO error: nobody may catch it.</summary>
internal sealed class PowerLossException : Exception;

/// <summary>
/// Files in memory that remember at a crash only what was flushed. What wasn't may be there too, as on a real disk: each sector of 512 bytes, each length and each name
/// by itself, by chance.
/// </summary>
internal sealed class ForgetfulFiles(Machine machine) : IFileLayer
{
    private const int SectorSize = 512;

    private readonly Dictionary<string, Content> _names = [];
    private readonly Dictionary<string, Content> _flushedNames = [];

    /// <summary>The machine stops and starts again. With no chance given, all that wasn't flushed is gone.</summary>
    public void Crash(Random? chance)
    {
        foreach (string path in _names.Keys.Union(_flushedNames.Keys).ToList())
            Settle(path, survives: chance is not null && chance.Next(2) == 0);
        foreach (Content content in _names.Values)
            content.Crash(chance);
    }

    /// <summary>The bytes of a file, to damage.</summary>
    public byte[] BytesOf(string path) => _names[path].Bytes;

    /// <summary>These files as they are, on another machine.</summary>
    public ForgetfulFiles Copy(Machine other)
    {
        var copy = new ForgetfulFiles(other);
        foreach ((string path, Content content) in _names)
            copy._names[path] = copy._flushedNames[path] = new Content(other) { Bytes = [.. content.Bytes], Flushed = [.. content.Flushed] };
        return copy;
    }

    public IStoreFile Open(string path) => _names.TryGetValue(path, out Content? content) ? content : throw new FileNotFoundException(path);

    public IStoreFile Create(string path)
    {
        machine.Step();
        return _names[path] = new Content(machine);
    }

    public bool Exists(string path) => _names.ContainsKey(path);

    public void Rename(string from, string to)
    {
        machine.Step();
        _names[to] = _names[from];
        _names.Remove(from);
        machine.Step();
    }

    public void Delete(string path)
    {
        machine.Step();
        _names.Remove(path);
    }

    public IReadOnlyList<string> List(string folder)
        => [.. _names.Keys.Where(p => Path.GetDirectoryName(p) == folder).Order(StringComparer.Ordinal)];

    public void CreateFolder(string folder) => Directory.CreateDirectory(folder);

    public void FlushFolder(string folder)
    {
        machine.Step();
        foreach (string path in _names.Keys.Union(_flushedNames.Keys).Where(p => Path.GetDirectoryName(p) == folder).ToList())
            Settle(path, survives: true);
    }

    /// <summary>Makes what a name means now and what it means after a crash the same: the one or the other.</summary>
    private void Settle(string path, bool survives)
    {
        (Dictionary<string, Content> from, Dictionary<string, Content> to) = survives ? (_names, _flushedNames) : (_flushedNames, _names);
        if (from.TryGetValue(path, out Content? content))
            to[path] = content;
        else
            to.Remove(path);
    }

    private sealed class Content(Machine machine) : IStoreFile
    {
        public byte[] Bytes { get; set; } = [];

        public byte[] Flushed { get; set; } = [];

        public long Length
        {
            get => Bytes.Length;
            set
            {
                machine.Step();
                byte[] bytes = Bytes;
                Array.Resize(ref bytes, (int)value);
                Bytes = bytes;
            }
        }

        public int Read(Span<byte> buffer, long offset)
        {
            int length = (int)Math.Clamp(Bytes.Length - offset, 0, buffer.Length);
            Bytes.AsSpan((int)offset, length).CopyTo(buffer);
            return length;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            machine.Step();
            if (offset + bytes.Length > Bytes.Length)
                Length = offset + bytes.Length;

            // The second half goes by itself: the power may go in between.
            bytes[..(bytes.Length / 2)].CopyTo(Bytes.AsSpan((int)offset));
            machine.Step();
            bytes[(bytes.Length / 2)..].CopyTo(Bytes.AsSpan((int)offset + bytes.Length / 2));
        }

        public void Flush()
        {
            machine.Step();
            Flushed = [.. Bytes];
            machine.Step();
        }

        public void Crash(Random? chance)
        {
            byte[] left = [.. chance is not null && chance.Next(2) == 0 ? Resized(Flushed, Bytes.Length) : Flushed];
            for (int at = 0; chance is not null && at < Math.Min(left.Length, Bytes.Length); at += SectorSize)
                if (chance.Next(2) == 0)
                    Bytes.AsSpan(at, Math.Min(SectorSize, Math.Min(left.Length, Bytes.Length) - at)).CopyTo(left.AsSpan(at));
            Bytes = left;
            Flushed = [.. left];
        }

        public void Dispose()
        {
        }

        private static byte[] Resized(byte[] bytes, int length)
        {
            byte[] resized = [.. bytes];
            Array.Resize(ref resized, length);
            return resized;
        }
    }
}
