using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>A file's bytes in order.</summary>
internal abstract class FileBytes : IDisposable
{
    /// <summary>The file as it lies on the disk.</summary>
    public abstract SafeFileHandle Handle { get; }

    /// <summary>How far it was read, in bytes as they lie on the disk; known after <see cref="Dispose"/> too.</summary>
    public abstract long Consumed { get; }

    /// <summary>Fills a span from its start; 0 where there is nothing more now.</summary>
    public abstract int Read(Span<byte> into);

    /// <summary>Whether nothing more will come, after <see cref="Read"/> gave nothing.</summary>
    public virtual bool HasEnded => true;

    /// <summary>Ends when there may be more to read; asked for only where it hasn't ended.</summary>
    public virtual ValueTask WaitAsync() => default;

    /// <summary>Ends the waiting.</summary>
    public virtual void CancelWait()
    {
    }

    /// <summary>Passes over bytes at the beginning.</summary>
    /// <exception cref="IOException">There are fewer.</exception>
    public abstract void Skip(long count);

    /// <summary>The mark of what was read up to an offset.</summary>
    /// <param name="offset">Where the next record begins, in bytes as they are read.</param>
    /// <param name="buffer">Of <see cref="FileMark.Reach"/> bytes.</param>
    public abstract FileMark Mark(long offset, Span<byte> buffer);

    public abstract void Dispose();
}
