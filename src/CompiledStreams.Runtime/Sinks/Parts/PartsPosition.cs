using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>What an epoch says of a lane's parts.</summary>
/// <param name="Name">Where they are and how they are named.</param>
/// <param name="Next">The number of the part that is opened next; all below it are shown, or decided to be, or open.</param>
/// <param name="Open">The number of the part that is open, or -1.</param>
/// <param name="OpenLength">Its bytes, as far as they are committed.</param>
/// <param name="HeaderBytes">Bytes of its header.</param>
/// <param name="Closed">Number and length of each part that the epoch closed, to be shown when it is committed.</param>
internal sealed record PartsPosition(PartName Name, long Next, long Open, long OpenLength, long HeaderBytes, IReadOnlyList<(long Number, long Length)> Closed)
{
    public static void Write(StateWriter position, PartName name, long next, Part? open, long openLength, List<Part> closed)
    {
        position.Write((byte)OutletKind.Parts);
        position.Write(name.Whole.Folder);
        position.Write(name.Lane);
        position.Write(name.Extension);
        position.Write(next);
        position.Write(open?.Number ?? -1);
        position.Write(open is null ? 0 : openLength);
        position.Write(open?.HeaderBytes ?? 0);
        position.Write(closed.Count);
        foreach (Part part in closed)
        {
            position.Write(part.Number);
            position.Write(part.Length);
        }
    }

    /// <summary>Reads a position behind its <see cref="OutletKind"/>.</summary>
    public static PartsPosition Read(ref StateReader position)
    {
        PartName name = new(position.ReadString()!, position.ReadInt32(), position.ReadString()!);
        (long next, long open, long length, long header) = (position.ReadInt64(), position.ReadInt64(), position.ReadInt64(), position.ReadInt64());
        (long, long)[] closed = new (long, long)[position.ReadInt32()];
        for (int i = 0; i < closed.Length; i++)
            closed[i] = (position.ReadInt64(), position.ReadInt64());

        return new PartsPosition(name, next, open, length, header, closed);
    }

    /// <summary>The parts in the folder that are named: shown, decided to be, or open.</summary>
    public IEnumerable<string> Find(IFileLayer files) => Directory.Exists(Name.Folder) ? files.List(Name.Folder).Where(IsNamed) : [];

    /// <summary>Deletes the parts that are named. What else is in the folder stays.</summary>
    public void Delete(IFileLayer files)
    {
        if (!Directory.Exists(Name.Folder))
            return;

        foreach (string path in Find(files))
            files.Delete(path);

        files.FlushFolder(Name.Folder);
    }

    private bool IsNamed(string path)
    {
        long number = Math.Max(Name.NumberOfFinal(path), Name.NumberOfTemporary(path));
        return number >= 0 && number < Next;
    }
}
