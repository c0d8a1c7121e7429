namespace CompiledStreams.Runtime;

/// <summary>Bytes that the events of a block point into, where their text doesn't lie in the input as it is.</summary>
/// <remarks>Grows to what the largest block needs, then stays. An array that became too small is left to the views that point into it.</remarks>
internal sealed class TextScratch
{
    private int _used;

    public byte[] Array { get; private set; } = [];

    /// <summary>Takes room for a number of bytes, and returns where it begins in <see cref="Array"/>.</summary>
    public int Take(int length)
    {
        if (Array.Length - _used < length)
        {
            Array = new byte[Math.Max(4096, Math.Max(length, Array.Length * 2))];
            _used = 0;
        }

        int at = _used;
        _used += length;
        return at;
    }

    /// <summary>Gives back what was taken last.</summary>
    public void GiveBack(int length) => _used -= length;

    /// <summary>All of it may be used again.</summary>
    public void Clear(bool poison)
    {
        if (poison)
            Array.AsSpan(0, _used).Fill(0xDD);

        _used = 0;
    }
}
