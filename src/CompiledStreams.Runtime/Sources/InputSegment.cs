using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>What is left of one contiguous piece of input. A mutable struct: one field of its owner.</summary>
internal struct InputSegment
{
    private ReadOnlyMemory<byte> _memory;

    /// <summary>The array that has the bytes, or null where they lie in memory of another kind.</summary>
    public byte[]? Array { get; private set; }

    /// <summary>Where the next byte is, in the array or the memory.</summary>
    public int Position { get; private set; }

    /// <summary>Where the bytes end, in the array or the memory.</summary>
    public int End { get; private set; }

    /// <summary>Where <see cref="Position"/> stands in the input, in bytes.</summary>
    public long Offset { get; private set; }

    public readonly int Length => End - Position;

    public readonly bool IsEmpty => End == Position;

    public readonly ReadOnlySpan<byte> Span => Array is null ? _memory.Span[Position..End] : Array.AsSpan(Position, Length);

    /// <summary>Before the first piece of an input that isn't read from its beginning.</summary>
    public static InputSegment At(long offset) => new() { Offset = offset };

    /// <summary>Takes the piece that follows this one in the input.</summary>
    public void Take(ReadOnlyMemory<byte> memory)
    {
        bool isArray = MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> array);
        _memory = isArray ? default : memory;
        Array = isArray ? array.Array : null;
        Position = isArray ? array.Offset : 0;
        End = Position + memory.Length;
    }

    public void Consume(int count)
    {
        Position += count;
        Offset += count;
    }
}
