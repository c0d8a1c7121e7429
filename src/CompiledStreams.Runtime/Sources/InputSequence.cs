using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>The inputs of a source, one after the other: the files, or the one pipe.</summary>
internal abstract class InputSequence
{
    /// <summary>Name of the input opened last, or null where it has none to be shown.</summary>
    public string? Name { get; protected set; }

    /// <summary>Bytes of all inputs, or null where that isn't known.</summary>
    public long? TotalBytes { get; protected set; }

    /// <summary>Whether all of it can be read again, from any place.</summary>
    public virtual bool IsReplayable => false;

    /// <summary>Whether another input follows the one opened last.</summary>
    public abstract bool HasNext { get; }

    /// <summary>The input opened last was read to its end, and is still open.</summary>
    /// <exception cref="IOException">It can't be read any more.</exception>
    public virtual void ReachEnd()
    {
    }

    /// <summary>Looks whether inputs that were to stay as they were when they ended have done so.</summary>
    /// <exception cref="ChangedInputException">One hasn't.</exception>
    public virtual void CheckFinished()
    {
    }

    /// <summary>Opens the next input. The one before must be completed.</summary>
    public abstract bool TryOpenNext([NotNullWhen(true)] out PipeReader? reader);
}

/// <summary>One input that is open already.</summary>
internal sealed class SingleInput : InputSequence
{
    private PipeReader? _reader;

    public SingleInput(PipeReader reader, long? bytes = null)
    {
        _reader = reader;
        TotalBytes = bytes;
    }

    public override bool HasNext => _reader is not null;

    /// <summary>Bytes in memory. An empty sequence of segments is replaced: the framework's reader can't be advanced over one.</summary>
    public static SingleInput Of(ReadOnlySequence<byte> bytes) => new(PipeReader.Create(bytes.IsEmpty ? ReadOnlySequence<byte>.Empty : bytes), bytes.Length);

    public override bool TryOpenNext([NotNullWhen(true)] out PipeReader? reader)
    {
        reader = _reader;
        _reader = null;
        return reader is not null;
    }
}
