using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>The parts that an epoch names, for a run that starts afresh.</summary>
internal static class SavedParts
{
    /// <summary>Deletes the parts that a sink's position names, shown or not; files that are appended to, and whatever else is in the folder, stay. Deletes what is left when called again.</summary>
    /// <param name="part">The sink's <see cref="ICheckpointed.Part"/>; that of a source does nothing.</param>
    /// <param name="position">What its <see cref="ICheckpointed.Save"/> wrote.</param>
    /// <param name="files">Where the parts are; the disk where null.</param>
    /// <exception cref="IOException">One can't be deleted.</exception>
    internal static void Delete(string part, ReadOnlySpan<byte> position, IFileLayer? files = null)
    {
        if (part.StartsWith("source ", StringComparison.Ordinal))
            return;

        StateReader reader = new(position);
        _ = reader.ReadInt64();
        if (reader.IsAtEnd)
            return;

        _ = reader.ReadInt64();
        if ((OutletKind)reader.ReadByte() == OutletKind.Parts)
            PartsPosition.Read(ref reader).Delete(files ?? DiskFiles.Instance);
    }
}
