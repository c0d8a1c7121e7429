using System.Buffers;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Bytes cut into segments.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long index)
    {
        Memory = memory;
        RunningIndex = index;
    }

    /// <param name="bytes">The bytes.</param>
    /// <param name="cuts">Where a segment ends and the next begins; taken modulo the length.</param>
    /// <param name="isNative">Whether the segments lie in memory that is no array.</param>
    public static ReadOnlySequence<byte> Cut(byte[] bytes, IEnumerable<int> cuts, bool isNative = false)
    {
        int[] ends = [.. cuts.Select(c => Math.Abs(c % (bytes.Length + 1))).Append(bytes.Length).Order()];
        Segments first = new(default, 0);
        Segments last = first;
        int start = 0;
        foreach (int end in ends)
        {
            byte[] copy = [0, .. bytes[start..end], 0];
            Memory<byte> memory = isNative ? new NotAnArray(copy).Memory : copy;
            Segments segment = new(memory[1..^1], start);
            last.Next = segment;
            last = segment;
            start = end;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class NotAnArray(byte[] bytes) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => bytes;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
