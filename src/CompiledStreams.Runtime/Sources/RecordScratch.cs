namespace CompiledStreams.Runtime;

/// <summary>Where a record is put together that doesn't lie whole in one piece of input. Records before it stay where they are until <see cref="Release"/>.</summary>
internal sealed class RecordScratch
{
    private const byte Poison = 0xDD;

    public byte[] Array { get; private set; } = new byte[1024];

    /// <summary>Where the record begins that is being put together.</summary>
    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>Where <see cref="Start"/> stands in the input, in bytes.</summary>
    public long Offset { get; private set; }

    public int Length => End - Start;

    public bool IsEmpty => End == Start;

    public ReadOnlySpan<byte> Span => Array.AsSpan(Start, Length);

    /// <summary>Adds bytes to the record.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">Where they stand in the input; counts where they are the record's first.</param>
    public void Append(ReadOnlySpan<byte> bytes, long offset)
    {
        if (IsEmpty)
            Offset = offset;
        if (bytes.Length > Array.Length - End)
            Grow(bytes.Length);

        bytes.CopyTo(Array.AsSpan(End));
        End += bytes.Length;
    }

    /// <summary>The record begins later, at a position of the array.</summary>
    public void Consume(int position)
    {
        Offset += position - Start;
        Start = position;
    }

    /// <summary>Drops the record that is being put together.</summary>
    public void Clear() => Start = End;

    /// <summary>The memory before the record may be used again.</summary>
    /// <param name="poison">Whether to overwrite it.</param>
    public void Release(bool poison)
    {
        if (Start == 0)
            return;

        int length = Length;
        int used = End;
        Buffer.BlockCopy(Array, Start, Array, 0, length);
        Start = 0;
        End = length;
        if (poison)
            Array.AsSpan(length, used - length).Fill(Poison);
    }

    /// <summary>A new array for the record alone: views of the records before it keep the old one.</summary>
    private void Grow(int more)
    {
        byte[] grown = GC.AllocateUninitializedArray<byte>(checked(Math.Max(Array.Length * 2, Length + more)));
        Buffer.BlockCopy(Array, Start, grown, 0, Length);
        End = Length;
        Start = 0;
        Array = grown;
    }
}
