using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>Opens where a sink's bytes go.</summary>
internal static class SinkOpening
{
    /// <param name="sink">The sink in words, for messages.</param>
    /// <param name="output">What it is bound to.</param>
    /// <param name="settings">What the run's outlets share.</param>
    /// <param name="header">What a file that is appended to must begin with, or null.</param>
    public static Outlet Open(string sink, IOutput output, OutletSettings settings, FileHeader? header = null) => output switch
    {
        FileBinding file => OpenFile(sink, file, settings, header),
        PartsBinding parts => OpenParts(sink, parts, settings),
        StandardOutputBinding => StreamPump.Write(OpenStandardOutput, "standard output"),
        PipeOutput pipe when Claims.TryTake(pipe.Writer) => new Outlet(pipe.Writer),
        PipeOutput => throw new BindingException($"{sink} is bound to a pipe that another sink or run writes; give each a pipe of its own"),
        _ => throw new BindingException($"{sink} can't write to {output.Description}: no writer for it is known"),
    };

    private static Outlet OpenFile(string sink, FileBinding file, OutletSettings settings, FileHeader? header)
    {
        string path = file.OutputPath;
        try
        {
            if (settings.HasCheckpoints && ((IOutput)file).IsTransactional)
                return OpenCheckpointed(sink, path, settings, header);

            return OpenAppended(sink, path, settings, header);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BindingException($"{sink} can't open file '{path}' to append to it: {exception.Message}; check the folder, its permissions, and that no other program writes the file", exception);
        }
    }

    /// <summary>An ordinary file, of which this run is the only one to write it, or what only has a file's name: a FIFO, a device.</summary>
    private static Outlet OpenAppended(string sink, string path, OutletSettings settings, FileHeader? header)
    {
        bool isOrdinary = !File.Exists(path) || RegularFile.Is(path);
        OutputOwner? owner = isOrdinary ? OutputOwner.TakeFile(sink, path, settings) : null;
        try
        {
            FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            if (stream.CanSeek)
            {
                stream.Dispose();
                return new FileOutlet(path, settings, header, owner);
            }

            owner?.Dispose();
            return StreamPump.Write(() => stream, path);
        }
        catch (Exception)
        {
            owner?.Dispose();
            throw;
        }
    }

    /// <summary>A file that isn't there is made when the run is known to be a new one: to an epoch, it is missing.</summary>
    private static CheckpointedFile OpenCheckpointed(string sink, string path, OutletSettings settings, FileHeader? header)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"Folder '{folder}' doesn't exist");

        if (File.Exists(path))
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
            if (!stream.CanSeek)
                throw new BindingException($"{sink} can't write to '{path}' with checkpoints: it is no regular file, and what was written to it can't be taken back; bind it by Pipes.To, which says so");
        }

        return new CheckpointedFile(sink, path, settings, header, OutputOwner.TakeFile(sink, path, settings));
    }

    private static PartsOutlet OpenParts(string sink, PartsBinding parts, OutletSettings settings)
    {
        try
        {
            return settings.HasCheckpoints ? new CheckpointedParts(sink, parts, settings) : new PublishedParts(sink, parts, settings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BindingException($"{sink} can't use folder '{parts.Folder}' for its parts: {exception.Message}; check the folder, its permissions, and that no other run writes it", exception);
        }
    }

    /// <summary>A pipe is written directly, since the console's stream hides that its reader has gone; a file by the console's stream, which shares its position with
    /// whatever else the process prints.</summary>
    private static Stream OpenStandardOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();

        FileStream direct = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }
}
