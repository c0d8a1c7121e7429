using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>The parts that an epoch names, for a run that starts afresh.</summary>
internal static class SavedParts
{
    /// <summary>Deletes the parts that a sink's position names, shown or not, and frees its output for others; files that are appended to, whatever else is in the folder, and what
    /// belongs to other checkpoints stay. Deletes what is left when called again.</summary>
    /// <param name="part">The sink's <see cref="ICheckpointed.Part"/>; that of a source does nothing.</param>
    /// <param name="position">What its <see cref="ICheckpointed.Save"/> wrote.</param>
    /// <param name="store">The folder of the checkpoints that hold it.</param>
    /// <exception cref="IOException">One can't be deleted.</exception>
    internal static void Delete(string part, ReadOnlySpan<byte> position, string store)
    {
        if (part.StartsWith("source ", StringComparison.Ordinal))
            return;

        StateReader reader = new(position);
        _ = reader.ReadInt64();
        if (reader.IsAtEnd)
            return;

        _ = FlushPort.ReadCounts(ref reader);
        switch ((OutletKind)reader.ReadByte())
        {
            case OutletKind.Parts:
                PartsPosition parts = PartsPosition.Read(ref reader);
                OutputOwner.Free(OwnerFile.OfFolder(parts.Name.Folder), store, () => parts.Delete(DiskFiles.Instance));
                break;
            case OutletKind.File:
                OutputOwner.Free(OwnerFile.OfFile(reader.ReadString()!), store, static () => { });
                break;
        }
    }
}
