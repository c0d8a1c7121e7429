using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>The output that an epoch names for a sink, for a run that starts afresh. Files that are appended to, whatever else is in a folder of parts, and what belongs to other checkpoints
/// stay.</summary>
internal sealed class SavedOutput
{
    private readonly string _owner;
    private readonly PartsPosition? _parts;

    private SavedOutput(string owner, PartsPosition? parts) => (_owner, _parts) = (owner, parts);

    /// <summary>Reads a position.</summary>
    /// <param name="part">The sink's <see cref="ICheckpointed.Part"/>, or a source's.</param>
    /// <param name="position">What its <see cref="ICheckpointed.Save"/> wrote.</param>
    /// <returns>The output; null where nothing of it can be taken back, and for a source.</returns>
    /// <exception cref="InvalidDataException">It is no such position.</exception>
    public static SavedOutput? Read(string part, ReadOnlySpan<byte> position)
    {
        if (part.StartsWith("source ", StringComparison.Ordinal))
            return null;

        StateReader reader = new(position);
        _ = reader.ReadInt64();
        if (reader.IsAtEnd)
            return null;

        _ = FlushPort.ReadCounts(ref reader);
        switch ((OutletKind)reader.ReadByte())
        {
            case OutletKind.Parts:
                PartsPosition parts = PartsPosition.Read(ref reader);
                return new SavedOutput(OwnerFile.OfFolder(parts.Name.Folder), parts);
            case OutletKind.File:
                return new SavedOutput(OwnerFile.OfFile(reader.ReadString()!), parts: null);
            default:
                return null;
        }
    }

    /// <summary>The files that <see cref="Delete"/> deletes, behind links.</summary>
    /// <param name="store">The folder of the checkpoints that hold the position.</param>
    /// <exception cref="IOException">They can't be deleted.</exception>
    public IEnumerable<string> Find(string store)
    {
        if (_parts is null || !IsOf(store))
            return [];
        if (!DiskFiles.CanChange(_parts.Name.Folder))
            throw new IOException($"parts in folder '{_parts.Name.Folder}' can't be deleted, since it can't be written; check its permissions");

        string folder = RealPath.Of(_parts.Name.Folder);
        return _parts.Find(DiskFiles.Instance).Select(path => Path.Join(folder, Path.GetFileName(path)));
    }

    /// <summary>Deletes the parts, shown or not, and frees the output for others. Deletes what is left when called again.</summary>
    /// <param name="store">The folder of the checkpoints that hold the position.</param>
    /// <param name="kept">Outputs that are kept for this run, which stay so.</param>
    /// <exception cref="IOException">One can't be deleted.</exception>
    public void Delete(string store, IEnumerable<OutputOwner> kept)
    {
        if (!IsOf(store))
            return;

        _parts?.Delete(DiskFiles.Instance);
        string path = RealPath.Of(_owner);
        if (kept.FirstOrDefault(owner => RealPath.Of(owner.OwnerPath) == path) is { } mine)
            mine.Disown();
        else
            File.Delete(_owner);
    }

    private bool IsOf(string store) => OwnerFile.Read(_owner).Store == RealPath.Of(store);
}
