using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>A file whose bytes are read as they lie there.</summary>
internal sealed class PlainFile(string path) : FileBytes
{
    private long _offset;

    public override SafeFileHandle Handle { get; } = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.SequentialScan);

    public override long Consumed => Volatile.Read(ref _offset);

    public override int Read(Span<byte> into)
    {
        int count = RandomAccess.Read(Handle, into, _offset);
        Volatile.Write(ref _offset, _offset + count);
        return count;
    }

    public override void Skip(long count) => Volatile.Write(ref _offset, count);

    public override FileMark Mark(long offset, Span<byte> buffer) => FileMark.Of(Handle, offset, buffer);

    public override void Dispose() => Handle.Dispose();
}
