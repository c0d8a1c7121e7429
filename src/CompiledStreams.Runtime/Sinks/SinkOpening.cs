using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>Opens where a sink's bytes go.</summary>
internal static class SinkOpening
{
    private const byte LineEnd = (byte)'\n';

    /// <param name="sink">The sink in words, for messages.</param>
    /// <param name="output">What it is bound to.</param>
    /// <param name="pool">Where blocks come from.</param>
    public static Outlet Open(string sink, IOutput output, BlockPool pool) => output switch
    {
        FileBinding file => OpenFile(sink, file.OutputPath, pool),
        StandardOutputBinding => StreamPump.Write(OpenStandardOutput, "standard output"),
        PipeOutput pipe when Claims.TryTake(pipe.Writer) => new Outlet(pipe.Writer),
        PipeOutput => throw new BindingException($"{sink} is bound to a pipe that another sink or run writes; give each a pipe of its own"),
        _ => throw new BindingException($"{sink} can't write to {output.Description}: no writer for it is known"),
    };

    private static Outlet OpenFile(string sink, string path, BlockPool pool)
    {
        try
        {
            FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            return stream.CanSeek ? Append(stream, path, pool) : StreamPump.Write(() => stream, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BindingException($"{sink} can't open file '{path}' to append to it: {exception.Message}; check the folder, its permissions, and that no other program writes the file", exception);
        }
    }

    private static Outlet Append(FileStream stream, string path, BlockPool pool)
    {
        SafeFileHandle handle = stream.SafeFileHandle;
        long length = RandomAccess.GetLength(handle);
        if (length > 0 && LastByte(path, length) != LineEnd)
            RandomAccess.Write(handle, [LineEnd], length++);

        return new Outlet(new FilePipeWriter(stream, length, pool), hasContent: length > 0);
    }

    private static byte LastByte(string path, long length)
    {
        using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> last = [0];
        RandomAccess.Read(handle, last, length - 1);
        return last[0];
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
