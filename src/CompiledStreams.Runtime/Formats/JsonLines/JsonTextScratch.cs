namespace CompiledStreams.Runtime;

/// <summary>Scratch for text that must be unescaped.</summary>
internal sealed class JsonTextScratch : Scratch
{
    private const int ChunkSize = 64 * 1024;
    private const byte Poison = 0xDD;

    private readonly List<byte[]> _chunks = [];
    private int _current = -1;
    private int _used;

    /// <summary>Room for some bytes, at <paramref name="offset"/> of the array that is returned.</summary>
    public byte[] Take(int length, out int offset)
    {
        while (_current < 0 || _chunks[_current].Length - _used < length)
            NextChunk(length);

        offset = _used;
        _used += length;
        return _chunks[_current];
    }

    internal override void Reset(bool poison)
    {
        for (int i = 0; poison && i <= _current; i++)
            Array.Fill(_chunks[i], Poison);

        _current = _chunks.Count > 0 ? 0 : -1;
        _used = 0;
    }

    // A chunk that is too small for a text is passed over in this block, and used again in the next.
    private void NextChunk(int length)
    {
        _current++;
        _used = 0;
        if (_current == _chunks.Count)
            _chunks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(ChunkSize, length)));
    }
}
