using CompiledStreams.Store;
using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>Keeps an output for this run while it lasts, and for its checkpoints for as long as they know of the output.</summary>
/// <remarks>The first is the system's lock on an open file, which ends with the process however it ends; the second is what the file says. A run without checkpoints, or one that came to
/// nothing, leaves no file.</remarks>
internal sealed class OutputOwner : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string? _store;
    private bool _isOwned;

    private OutputOwner(string ownerFile, SafeFileHandle file, string? store, bool isOwned) => (OwnerPath, _file, _store, _isOwned) = (ownerFile, file, store, isOwned);

    /// <summary>The path of the owner file.</summary>
    public string OwnerPath { get; }

    /// <summary>Keeps a folder of parts.</summary>
    /// <exception cref="BindingException">Another run writes there, or it belongs to other checkpoints.</exception>
    public static OutputOwner? TakeFolder(string sink, string folder, OutletSettings settings) =>
        settings.HasCheckpoints && settings.Store is null ? null : new Claim($"{sink} can't write parts in folder '{folder}'", OwnerFile.OfFolder(folder), settings.Store).Take(settings.Owners);

    /// <summary>Keeps a file.</summary>
    /// <returns>Null where a run without checkpoints can't make a file beside it: then nobody is kept away.</returns>
    /// <exception cref="BindingException">Another run writes it, or it belongs to other checkpoints.</exception>
    public static OutputOwner? TakeFile(string sink, string path, OutletSettings settings)
    {
        if (settings.HasCheckpoints && settings.Store is null)
            return null;

        Claim claim = new($"{sink} can't write file '{path}'", OwnerFile.OfFile(path), settings.Store);
        try
        {
            return claim.Take(settings.Owners);
        }
        catch (Exception exception) when (settings.Store is null && exception is (IOException or UnauthorizedAccessException))
        {
            claim.Check(OwnerFile.Read(claim.Path));
            return null;
        }
    }

    /// <summary>The run's checkpoints own the output from now on: it is about to be changed.</summary>
    public void Own()
    {
        if (_isOwned || _store is null)
            return;

        new OwnerFile(_store, Environment.ProcessId).Write(_file);
        RandomAccess.FlushToDisk(_file);
        DiskFiles.Instance.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(OwnerPath))!);
        _isOwned = true;
    }

    /// <summary>The checkpoints that owned the output are deleted: it is only this run's, until it is owned again.</summary>
    public void Disown()
    {
        new OwnerFile(null, Environment.ProcessId).Write(_file);
        _isOwned = false;
    }

    /// <summary>Gives the output to other runs, or only to those with the same checkpoints.</summary>
    public void Dispose()
    {
        try
        {
            if (!_isOwned && !_file.IsClosed && File.Exists(OwnerPath))
                File.Delete(OwnerPath);
        }
        finally
        {
            _file.Dispose();
        }
    }

    /// <summary>What a run asks for.</summary>
    private sealed record Claim(string Refusal, string Path, string? Folder)
    {
        private string? Store { get; } = Folder is null ? null : RealPath.Of(Folder);

        public OutputOwner Take(List<OutputOwner> owners)
        {
            OutputOwner owner = Take();
            owners.Add(owner);
            return owner;
        }

        private OutputOwner Take()
        {
            while (true)
            {
                SafeFileHandle file = Lock();
                try
                {
                    OwnerFile found = OwnerFile.Read(file);
                    Check(found);
                    OwnerFile mine = found with { Process = Environment.ProcessId };
                    mine.Write(file);

                    // A run that ended may have deleted the file after this one opened it: then a lock on it keeps nobody away.
                    if (OwnerFile.Read(Path) == mine)
                        return new OutputOwner(Path, file, Store, isOwned: found.Store is not null);
                }
                catch (Exception)
                {
                    file.Dispose();
                    throw;
                }

                file.Dispose();
            }
        }

        public void Check(OwnerFile found)
        {
            if (found.Store is not null && found.Store != Store)
            {
                throw new BindingException(
                    $"{Refusal}: it belongs to the checkpoints in '{found.Store}', and this run{(Store is null ? " has none" : $"'s are in '{Store}'")}; "
                        + $"write elsewhere, start those afresh, or where they were moved or are gone delete '{Path}'");
            }
        }

        private SafeFileHandle Lock()
        {
            try
            {
                return LockedFile.Open(Path);
            }
            catch (IOException exception) when (LockedFile.IsInUse(exception))
            {
                OwnerFile found = OwnerFile.Read(Path);
                string owner = found.Store is null ? "" : $", and it belongs to the checkpoints in '{found.Store}'";
                throw new BindingException($"{Refusal}: {(found.Process == 0 ? "another process" : $"process {found.Process}")} writes there now{owner}; wait for its end, or write elsewhere", exception);
            }
        }
    }
}
