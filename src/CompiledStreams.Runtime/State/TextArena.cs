using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>The text of keys and of state, in chunks of 64 KiB; what is dropped is used again.</summary>
/// <remarks>
/// Chunks are divided into places of one size (a slab allocator, Bonwick 1994); an empty chunk may be divided anew. A text over 8 KiB has
/// an array of its own from the shared pool. A dropped text stays as it is until <see cref="EndBlock"/>, so that views handed out within
/// a block of events hold to its end. Not thread-safe: an arena belongs to a lane. Allocates only when more text is live than ever before.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TextArena
{
    private const byte PoisonByte = 0xDD;

    private readonly ArenaChunk?[] _open = new ArenaChunk?[TextSizes.Count];
    private readonly Stack<ArenaChunk> _spare = new();
    private readonly Stack<int> _spareIndexes = new();
    private byte[][] _bytes = [];
    private ArenaChunk?[] _chunks = [];
    private int _chunkCount;
    private TextRef[] _dropped = new TextRef[256];
    private int _droppedCount;

    /// <summary>Whether freed text is overwritten, so that a view that outlived its block is seen. Costs a write of each freed text.</summary>
    public bool Poison { get; set; }

    /// <summary>Bytes that the arena holds, free places included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of text that is stored and not dropped.</summary>
    public long LiveBytes { get; private set; }

    /// <summary>Copies a text into the arena.</summary>
    /// <returns>Where it lies, until it is given to <see cref="Drop"/>. The empty text takes no place.</returns>
    public TextRef Store(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return default;

        TextRef place = Take(text.Length);
        text.CopyTo(_bytes[place.Chunk].AsSpan(place.Offset));
        LiveBytes += text.Length;
        return place;
    }

    /// <summary>Copies a text into the arena.</summary>
    public TextRef Store(Utf8Text text) => Store(text.Span);

    /// <summary>Makes a slot that holds one text hold another: keeps the held one where they are the same, else stores and drops.</summary>
    /// <param name="held">What the slot holds.</param>
    /// <param name="text">What it shall hold; may be a view of the held text or of a part of it.</param>
    public TextRef Update(in TextRef held, Utf8Text text)
    {
        if (text.Length == held.Length && (IsAt(held, text) || text.Span.SequenceEqual(Span(held))))
            return held;

        TextRef stored = Store(text.Span);
        Drop(held);
        return stored;
    }

    /// <summary>A view of a stored text, valid until the end of the block in which it is dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Utf8Text Load(in TextRef text) => text.Length == 0 ? default : new Utf8Text(_bytes[text.Chunk], text.Offset, text.Length);

    /// <summary>The bytes of a stored text, valid as long as what <see cref="Load"/> returns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Span(in TextRef text) => text.Length == 0
        ? default
        : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes[text.Chunk]), (uint)text.Offset), text.Length);

    /// <summary>Gives a text back. Its place is used again after <see cref="EndBlock"/>.</summary>
    public void Drop(in TextRef text)
    {
        if (text.Length == 0)
            return;

        if (_droppedCount == _dropped.Length)
            Array.Resize(ref _dropped, _dropped.Length * 2);

        _dropped[_droppedCount++] = text;
        LiveBytes -= text.Length;
    }

    /// <summary>Gives back the text of a state within another.</summary>
    /// <typeparam name="TState">The state as a table holds it.</typeparam>
    /// <param name="state">The state; is the default afterwards.</param>
    public void DropState<TState>(ref TState state)
        where TState : struct, IStateCodec<TState> => TState.Drop(ref state, this);

    /// <summary>Ends a block of events: no view from before it is used any more, and what was dropped is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndBlock()
    {
        if (_droppedCount != 0)
            Reclaim();
    }

    private bool IsAt(in TextRef held, Utf8Text text) =>
        held.Length == 0 || (ReferenceEquals(text.Array, _bytes[held.Chunk]) && text.Offset == held.Offset);

    private TextRef Take(int length)
    {
        if (length > TextSizes.Longest)
            return TakeOwnChunk(length);

        int size = TextSizes.IndexOf(length);
        ArenaChunk chunk = _open[size] ?? OpenAnother(size);
        int offset = chunk.Take();
        if (chunk.IsFull)
            Unlink(chunk);

        return new TextRef(chunk.Index, offset, length);
    }

    private TextRef TakeOwnChunk(int length)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        return new TextRef(AddChunk(bytes), 0, length);
    }

    /// <summary>A chunk with room: an empty one, else one of larger places, so that sizes whose shares of the live text vary lend to each other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ArenaChunk OpenAnother(int size)
    {
        for (int larger = size + 1; _spare.Count == 0 && larger <= Math.Min(size + TextSizes.PerDoubling, TextSizes.Count - 1); larger++)
        {
            if (_open[larger] is { } lender)
                return lender;
        }

        return OpenChunk(size);
    }

    private ArenaChunk OpenChunk(int size)
    {
        if (_spare.Count == 0)
            MakeChunks();

        ArenaChunk chunk = _spare.Pop();
        chunk.Divide(size);
        Link(chunk);
        return chunk;
    }

    private void MakeChunks()
    {
        // A sixteenth more than needed, untouched for now: live text that varies around one size then stays within what there is.
        for (int more = _chunkCount / 16; more >= 0; more--)
        {
            // Pinned arrays are never moved: a chunk lives long, and moving it would cost the collector its length.
            int index = AddChunk(GC.AllocateUninitializedArray<byte>(ArenaChunk.Size, pinned: true));
            _spare.Push(_chunks[index] = new ArenaChunk(index));
        }

        _spare.EnsureCapacity(_chunkCount);
    }

    private int AddChunk(byte[] bytes)
    {
        if (!_spareIndexes.TryPop(out int index))
        {
            index = _chunkCount++;
            if (index == _bytes.Length)
            {
                int length = Math.Max(8, index * 2);
                Array.Resize(ref _bytes, length);
                Array.Resize(ref _chunks, length);
            }
        }

        _bytes[index] = bytes;
        Bytes += bytes.Length;
        return index;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Reclaim()
    {
        foreach (ref readonly TextRef text in _dropped.AsSpan(0, _droppedCount))
        {
            if (_chunks[text.Chunk] is { } chunk)
                Free(chunk, text.Offset);
            else
                FreeOwnChunk(text.Chunk);
        }

        _droppedCount = 0;
    }

    private void Free(ArenaChunk chunk, int offset)
    {
        bool wasFull = chunk.IsFull;
        chunk.Give(offset);
        if (Poison)
            _bytes[chunk.Index].AsSpan(offset, chunk.PlaceBytes).Fill(PoisonByte);

        if (wasFull)
            Link(chunk);

        if (chunk.IsEmpty)
        {
            Unlink(chunk);
            _spare.Push(chunk);
        }
    }

    private void FreeOwnChunk(int index)
    {
        byte[] bytes = _bytes[index];
        if (bytes.Length == 0)
            throw new InvalidOperationException($"The text of chunk {index} was dropped twice; each slot must own its text.");

        if (Poison)
            bytes.AsSpan().Fill(PoisonByte);

        Bytes -= bytes.Length;
        _bytes[index] = [];
        _spareIndexes.Push(index);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Link(ArenaChunk chunk)
    {
        ArenaChunk? first = _open[chunk.SizeIndex];
        chunk.Next = first;
        chunk.Previous = null;
        if (first is not null)
            first.Previous = chunk;

        _open[chunk.SizeIndex] = chunk;
    }

    private void Unlink(ArenaChunk chunk)
    {
        if (chunk.Previous is { } previous)
            previous.Next = chunk.Next;
        else
            _open[chunk.SizeIndex] = chunk.Next;

        if (chunk.Next is { } next)
            next.Previous = chunk.Previous;

        chunk.Next = chunk.Previous = null;
    }
}
