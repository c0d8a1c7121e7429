using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledStreams;

/// <summary>What an operator emitted and its readers have not taken yet, in order.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <remarks>Emitted code drains it in blocks; what doesn't fit downstream stays owed.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OutputBuffer<T>
    where T : struct
{
    private readonly List<T>? _list;
    private T[] _items;
    private int _taken;
    private int _count;

    /// <summary>A buffer that grows as needed and keeps its memory.</summary>
    /// <param name="capacity">Events it holds before it grows.</param>
    public OutputBuffer(int capacity = 256) => _items = new T[capacity];

    internal OutputBuffer(List<T> list)
    {
        _list = list;
        _items = [];
    }

    /// <summary>Events not taken yet.</summary>
    public int Owed => _count - _taken;

    /// <summary>Adds one event.</summary>
    /// <param name="value">The event; it is copied.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T value)
    {
        T[] items = _items;
        int count = _count;
        if ((uint)count < (uint)items.Length)
        {
            items[count] = value;
            _count = count + 1;
        }
        else
        {
            AddSlow(in value);
        }
    }

    /// <summary>Takes the oldest events, at most <paramref name="most"/>. The span is valid until the next call of <see cref="Add"/>.</summary>
    /// <param name="most">How many events to take at most.</param>
    public ReadOnlySpan<T> Take(int most)
    {
        int start = _taken;
        int count = Math.Min(most, _count - start);
        _taken = start + count;
        if (_taken == _count)
            _taken = _count = 0;

        return _items.AsSpan(start, count);
    }

    /// <summary>Forgets what is owed.</summary>
    public void Clear() => _taken = _count = 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddSlow(in T value)
    {
        if (_list is not null)
        {
            _list.Add(value);
            return;
        }

        if (_taken > 0 && _taken >= _count / 2)
        {
            Array.Copy(_items, _taken, _items, 0, _count - _taken);
            _count -= _taken;
            _taken = 0;
        }
        else
        {
            Array.Resize(ref _items, Math.Max(16, _items.Length * 2));
        }

        _items[_count++] = value;
    }
}
