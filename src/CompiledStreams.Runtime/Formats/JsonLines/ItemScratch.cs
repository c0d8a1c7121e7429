using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Scratch for the items of array fields: what was added since <see cref="Begin"/> is one view.</summary>
/// <typeparam name="T">The items.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ItemScratch<T> : Scratch
{
    private const int ChunkSize = 1_024;

    private readonly List<T[]> _chunks = [];
    private int _current = -1;
    private int _begin;
    private int _used;

    /// <summary>An array begins.</summary>
    public void Begin() => _begin = _used;

    /// <summary>Adds an item to the array that began last.</summary>
    /// <param name="item">The item.</param>
    public void Add(T item)
    {
        if (_current < 0 || _used == _chunks[_current].Length)
            NextChunk();

        _chunks[_current][_used++] = item;
    }

    /// <summary>The array that began last, valid until the block is finished.</summary>
    public ReadOnlyMemory<T> End() => _used == _begin ? default : new(_chunks[_current], _begin, _used - _begin);

    internal override void Reset(bool poison)
    {
        for (int i = 0; poison && i <= _current; i++)
            Array.Clear(_chunks[i]);

        _current = _chunks.Count > 0 ? 0 : -1;
        _begin = _used = 0;
    }

    // An array must lie in one piece: what there is of it moves to a chunk where it takes half at most.
    private void NextChunk()
    {
        ReadOnlySpan<T> begun = _current < 0 ? default : _chunks[_current].AsSpan(_begin, _used - _begin);
        do
        {
            _current++;
            if (_current == _chunks.Count)
                _chunks.Add(new T[Math.Max(ChunkSize, begun.Length * 2)]);
        }
        while (_chunks[_current].Length < begun.Length * 2);

        begun.CopyTo(_chunks[_current]);
        _begin = 0;
        _used = begun.Length;
    }
}
