using System.Numerics;

namespace CompiledStreams.Runtime;

/// <summary>A part of a <see cref="TextArena"/>: places of one size, and a bit for each that is free. A long text has a chunk to itself.</summary>
/// <remarks>Free places are bits and not a list through the bytes, so that poison covers a freed text whole and a second drop is noticed.</remarks>
internal sealed class ArenaChunk(int index)
{
    /// <summary>Bytes of a chunk of places.</summary>
    public const int Size = 64 * 1024;

    private readonly ulong[] _free = new ulong[Size / 8 / 64];
    private int _firstFree;
    private int _places;
    private int _used;

    /// <summary>Index in the arena.</summary>
    public int Index => index;

    /// <summary>Index of the places' size in <see cref="TextSizes"/>.</summary>
    public int SizeIndex { get; private set; }

    /// <summary>Bytes of a place.</summary>
    public int PlaceBytes { get; private set; }

    /// <summary>The next chunk of this size that has a free place.</summary>
    public ArenaChunk? Next { get; set; }

    /// <summary>The chunk before in that list.</summary>
    public ArenaChunk? Previous { get; set; }

    /// <summary>Whether no place is free.</summary>
    public bool IsFull => _used == _places;

    /// <summary>Whether all places are free.</summary>
    public bool IsEmpty => _used == 0;

    /// <summary>Divides an empty chunk into places of a size.</summary>
    public void Divide(int sizeIndex)
    {
        SizeIndex = sizeIndex;
        PlaceBytes = TextSizes.BytesOf(sizeIndex);
        _places = Size / PlaceBytes;
        _firstFree = 0;
        int whole = _places / 64;
        _free.AsSpan(0, whole).Fill(ulong.MaxValue);
        _free.AsSpan(whole).Clear();
        if (_places % 64 != 0)
            _free[whole] = (1UL << (_places % 64)) - 1;
    }

    /// <summary>Takes the first free place of a chunk that isn't full, and returns its offset.</summary>
    public int Take()
    {
        ulong[] free = _free;
        int word = _firstFree;
        while (free[word] == 0)
            word++;

        int place = (word * 64) + BitOperations.TrailingZeroCount(free[word]);
        free[word] &= free[word] - 1;
        _firstFree = word;
        _used++;
        return place * PlaceBytes;
    }

    /// <summary>Makes the place at an offset free again.</summary>
    public void Give(int offset)
    {
        int place = offset / PlaceBytes;
        int word = place / 64;
        ulong bit = 1UL << place;
        if ((_free[word] & bit) != 0)
            throw new InvalidOperationException($"The text at {offset} of chunk {index} was dropped twice; each slot must own its text.");

        _free[word] |= bit;
        _firstFree = Math.Min(_firstFree, word);
        _used--;
    }
}
