using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>What outlets have in common when they go back to an epoch.</summary>
internal static class SavedOutlet
{
    /// <summary>Reads what kind of outlet the position is of.</summary>
    /// <exception cref="BindingException">It is of another kind.</exception>
    public static void Expect(ref StateReader position, OutletKind kind, string sink, string bound)
    {
        OutletKind saved = (OutletKind)position.ReadByte();
        if (saved != kind)
            throw new BindingException($"{sink} is bound to {bound}, but its checkpoint is of {InWords(saved)}; bind it as before, or start afresh without the checkpoints");
    }

    /// <summary>Opens a file and cuts it to what was committed.</summary>
    /// <exception cref="BindingException">It is shorter.</exception>
    public static IStoreFile OpenCut(IFileLayer files, string path, long length, string sink)
    {
        IStoreFile file = files.Open(path);
        try
        {
            CheckLength(file, length, sink, path);
            if (file.Length > length)
                file.Length = length;

            return file;
        }
        catch (Exception)
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="BindingException">The file is shorter than what was committed.</exception>
    public static void CheckLength(IStoreFile file, long length, string sink, string path)
    {
        if (file.Length < length)
        {
            throw new BindingException(
                $"{sink}: file '{path}' has {file.Length} bytes, but {length} are committed; it was cut or replaced since: put it back, or start afresh without the checkpoints");
        }
    }

    private static string InWords(OutletKind kind) => kind switch
    {
        OutletKind.File => "a file that is appended to",
        OutletKind.Parts => "parts in a folder",
        _ => "an output that can't be taken back",
    };
}
