using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>A part that is written, or waits to be shown.</summary>
/// <param name="number">Its number.</param>
/// <param name="file">Its file, under the temporary name.</param>
/// <param name="openedAt">When it was opened, as a timestamp of the run's clock.</param>
internal sealed class Part(long number, IStoreFile file, long openedAt)
{
    public long Number { get; } = number;

    public IStoreFile File { get; } = file;

    public long OpenedAt { get; } = openedAt;

    /// <summary>Whether its file is open still.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Bytes of its header.</summary>
    public long HeaderBytes { get; set; }

    /// <summary>Bytes when it was closed.</summary>
    public long Length { get; set; }

    /// <summary>Closes its file.</summary>
    public void CloseFile()
    {
        IsOpen = false;
        File.Dispose();
    }
}
